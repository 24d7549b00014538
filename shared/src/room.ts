// The one snapshot a client gets on every connect and reconnect; notices with rising revisions follow (RL-02).
import { z } from 'zod'
import { action, notice } from './define.ts'
import { AudienceCount, CurvePoint, SeatAttendance } from './attendance.ts'
import { OwnBallot, Poll } from './polls.ts'
import { Instant, QuestionId, Revision, SeminarId } from './primitives.ts'
import { OwnQuestion, Question } from './questions.ts'
import { SeminarCard } from './seminars.ts'
import { STAFF } from './roles.ts'
import { Stage } from './stage.ts'

const common = { revision: Revision, now: Instant, seminarId: SeminarId, seminar: SeminarCard, stage: Stage }

export const AttendeeSnapshot = z.strictObject({
  ...common,
  questions: z.array(Question),
  ownQuestions: z.array(OwnQuestion),
  ownUpvotes: z.array(QuestionId),
  /** Polls that are open, closed or revealed; drafts stay with the staff. */
  polls: z.array(Poll),
  ownBallots: z.array(OwnBallot),
  /** Decides with each debate's id whether this seat sees its answers the other way round (`isReversedFor`). */
  orderBit: z.union([z.literal(0), z.literal(1)]),
  /** This seat's minutes inside the live window so far. */
  presentMinutes: z.int().min(0),
})
export type AttendeeSnapshot = z.infer<typeof AttendeeSnapshot>

export const StaffSnapshot = z.strictObject({
  ...common,
  isModerated: z.boolean(),
  questions: z.array(Question),
  polls: z.array(Poll),
  audience: AudienceCount,
  /** Null for everybody but the organiser: names are not for the stage. */
  attendance: z.strictObject({ rows: z.array(SeatAttendance), curve: z.array(CurvePoint) }).nullable(),
})
export type StaffSnapshot = z.infer<typeof StaffSnapshot>

export const readRoomAsAttendee = action('room.readAsAttendee', {
  from: ['attendee'],
  input: z.strictObject({}),
  reply: AttendeeSnapshot,
  fails: ['too_many_requests'],
})

export const readRoomAsStaff = action('room.readAsStaff', {
  from: STAFF,
  input: z.strictObject({}),
  reply: StaffSnapshot,
  fails: ['too_many_requests'],
})

/** This server is stopping: leave at a moment of your own choosing within this time and come back (RL-06). */
export const serverDraining = notice('room.draining', {
  to: ['attendees', 'staff'],
  body: z.strictObject({ withinMs: z.int().min(0).max(10_000) }),
})
