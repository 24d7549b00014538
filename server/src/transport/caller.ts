// Who is calling, as every handler sees it. Built by access.ts from verified cookies and tickets only.
import type { SeatId, SeminarId, StaffId } from '@podium/shared/primitives.ts'
import type { StaffRole } from '@podium/shared/roles.ts'

/** Somebody on a seat, on the device that holds it. */
export interface SeatCaller {
  readonly role: 'attendee'
  readonly seatId: SeatId
  readonly seminarId: SeminarId
  /** The seat's version: re-issuing a seat ends whatever was signed before. */
  readonly version: number
  readonly deviceId: string
}

/** Somebody of the staff who signed in. */
export interface StaffCaller {
  readonly role: StaffRole
  readonly staffId: StaffId
  readonly name: string
  readonly email: string
}

/** Staff on the live connection of one seminar. */
export interface StaffOnAir extends StaffCaller {
  readonly seminarId: SeminarId
}
