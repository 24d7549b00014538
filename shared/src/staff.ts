// People on the provider's side: signing in and out.
import { z } from 'zod'
import { Done, endpoint } from './define.ts'
import { EmailAddress, SeminarId, StaffId } from './primitives.ts'
import { STAFF, StaffRole } from './roles.ts'
import { SocketTicket } from './seats.ts'

export const StaffMember = z.strictObject({ staffId: StaffId, name: z.string(), email: z.string(), role: StaffRole })
export type StaffMember = z.infer<typeof StaffMember>

export const signIn = endpoint('staff.signIn', {
  method: 'POST',
  path: '/api/staff/sign-in',
  from: 'public',
  input: z.strictObject({ email: EmailAddress, password: z.string().min(1).max(256) }),
  reply: StaffMember,
  fails: ['login_wrong', 'too_many_requests'],
})

export const signOut = endpoint('staff.signOut', {
  method: 'POST',
  path: '/api/staff/sign-out',
  from: 'public',
  input: z.strictObject({}),
  reply: Done,
  fails: [],
})

export const readOwnAccount = endpoint('staff.readOwn', {
  method: 'GET',
  path: '/api/staff/own',
  from: STAFF,
  input: z.strictObject({}),
  reply: StaffMember,
  fails: ['signed_out'],
})

export const takeStaffTicket = endpoint('staff.takeTicket', {
  method: 'POST',
  path: '/api/staff/ticket',
  from: STAFF,
  input: z.strictObject({ seminarId: SeminarId }),
  reply: SocketTicket,
  fails: ['signed_out', 'not_allowed', 'not_found'],
})
