import '../ui/styles.css'
import { mount } from './mount.tsx'
import { OrganiserPages } from '../pages/organiser/routes.tsx'

mount(<OrganiserPages />)
