import '../ui/styles.css'
import { mount } from './mount.tsx'
import { AttendeePages } from '../pages/attendee/routes.tsx'

mount(<AttendeePages />)
