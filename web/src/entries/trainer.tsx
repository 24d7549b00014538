import '../ui/styles.css'
import { mount } from './mount.tsx'
import { TrainerPages } from '../pages/trainer/routes.tsx'

mount(<TrainerPages />)
