// Who is there, since when, and whether they hear the trainer. Never attention, focus or mouse (CO-01).
import { z } from 'zod'
import { action, Done, notice } from './define.ts'
import { Instant, SeatId } from './primitives.ts'

/** Numbers for the people on stage: no names. */
export const AudienceCount = z.strictObject({
  /** Valid seats. */
  seats: z.int().min(0),
  /** Seats connected now. */
  present: z.int().min(0),
  /** Of those, how many report that sound is playing. */
  hearing: z.int().min(0),
  /** Of those hearing, how many have said so with a tap. */
  confirmed: z.int().min(0),
})
export type AudienceCount = z.infer<typeof AudienceCount>

export const Presence = z.enum(['expected', 'lobby', 'live', 'silent', 'dropped', 'left', 'revoked'])
export type Presence = z.infer<typeof Presence>

/** One row of the organiser's monitor. */
export const SeatAttendance = z.strictObject({
  seatId: SeatId,
  holderName: z.string(),
  holderEmail: z.string().nullable(),
  number: z.string(),
  presence: Presence,
  firstSeenAt: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
  /** Minutes inside the live window so far, tabs and reconnects counted once. */
  presentMinutes: z.int().min(0),
  /** Times the seat moved to another device. */
  takeOvers: z.int().min(0),
})
export type SeatAttendance = z.infer<typeof SeatAttendance>

/** The join curve: how many seats were connected from this moment on. */
export const CurvePoint = z.strictObject({ at: Instant, present: z.int().min(0) })
export type CurvePoint = z.infer<typeof CurvePoint>

/** Sent by the room when sound starts or stops arriving, and when the person says that they hear; only the state, never the volume. */
export const reportSound = action('attendance.sound', {
  from: ['attendee'],
  input: z.strictObject({ isHearing: z.boolean(), isConfirmed: z.boolean().default(false) }),
  reply: Done,
  fails: ['too_many_requests'],
})

export const audienceCounted = notice('attendance.counted', { to: ['staff'], body: AudienceCount })
/** Rows that changed since the last tick. */
export const attendanceChanged = notice('attendance.changed', {
  to: ['organisers'],
  body: z.strictObject({ rows: z.array(SeatAttendance).max(5_000), curve: z.array(CurvePoint).max(5_000) }),
})
