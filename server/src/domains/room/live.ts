// The snapshot of a room: what one person may see of everything, read after every connect (RL-02).
import type { Instant, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { type AttendeeSnapshot, readRoomAsAttendee, readRoomAsStaff, type StaffSnapshot } from '@podium/shared/room.ts'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { Audience } from '../../transport/audience.ts'
import { type BoundAction, onSeat, onStaff } from '../../transport/live.ts'

type AttendeeParts = Pick<
  AttendeeSnapshot,
  'questions' | 'ownQuestions' | 'ownUpvotes' | 'polls' | 'ownBallots' | 'orderBit' | 'presentMinutes'
>
type StaffParts = Pick<StaffSnapshot, 'isModerated' | 'questions' | 'polls' | 'audience' | 'attendance'>
type CommonParts = { seminar: SeminarCard; stage: AttendeeSnapshot['stage'] }

/** What the slices show of themselves, gathered by the composition root. */
export interface RoomParts {
  readonly audience: Audience
  readonly now: () => Instant
  readonly common: (seminarId: SeminarId) => Promise<CommonParts>
  readonly forAttendee: (seminarId: SeminarId, seatId: SeatId) => Promise<AttendeeParts>
  readonly forStaff: (seminarId: SeminarId, isOrganiser: boolean) => Promise<StaffParts>
}

/** The actions that read the room. */
export function roomActions(parts: RoomParts): BoundAction[] {
  const { audience, now } = parts
  return [
    onSeat(readRoomAsAttendee, async ({ caller }) => {
      const { seminarId, seatId } = caller
      // The revision comes first: a change in between is then told twice, never lost.
      const revision = audience.revisionOf(seminarId, 'attendees')
      return { revision, now: now(), seminarId, ...(await parts.common(seminarId)), ...(await parts.forAttendee(seminarId, seatId)) }
    }),
    onStaff(readRoomAsStaff, async ({ caller }) => {
      const { seminarId } = caller
      const revision = audience.revisionOf(seminarId, 'staff')
      return {
        revision,
        now: now(),
        seminarId,
        ...(await parts.common(seminarId)),
        ...(await parts.forStaff(seminarId, caller.role === 'organiser')),
      }
    }),
  ]
}
