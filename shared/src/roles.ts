// Who somebody is. What a role may do stands beside each message (`from`), not here.
import { z } from 'zod'

export const StaffRole = z.enum(['trainer', 'moderator', 'organiser'])
export type StaffRole = z.infer<typeof StaffRole>

export const Role = z.enum(['attendee', 'trainer', 'moderator', 'organiser'])
export type Role = z.infer<typeof Role>

/** The people who run the stage. */
export const STAGE: readonly Role[] = ['trainer', 'moderator']
/** Everybody on the provider's side. */
export const STAFF: readonly Role[] = ['trainer', 'moderator', 'organiser']
