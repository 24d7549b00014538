// What each notice does to a snapshot. Pure, so that both sides of the room agree after every message.
import type { SeatAttendance } from '@podium/shared/attendance.ts'
import type { Poll } from '@podium/shared/polls.ts'
import type { Question } from '@podium/shared/questions.ts'
import type { AttendeeSnapshot, StaffSnapshot } from '@podium/shared/room.ts'
import type { RoomNotice } from './live.ts'

/** The attendee's snapshot after a notice; the revision is kept by the caller. */
export function reduceAttendee(snapshot: AttendeeSnapshot, notice: RoomNotice): AttendeeSnapshot {
  switch (notice.name) {
    case 'question.removed':
      return { ...snapshot, questions: snapshot.questions.filter(({ id }) => id !== notice.body.questionId) }
    case 'poll.removed':
      return { ...snapshot, polls: snapshot.polls.filter(({ id }) => id !== notice.body.pollId) }
    case 'question.ownChanged':
      return { ...snapshot, ownQuestions: put(snapshot.ownQuestions, notice.body) }
    case 'question.changed':
      return {
        ...snapshot,
        questions: put(snapshot.questions, notice.body),
        ownQuestions: snapshot.ownQuestions.map((own) => (own.id === notice.body.id ? { ...own, ...notice.body } : own)),
      }
    case 'attendance.counted':
    case 'attendance.changed':
    case 'question.moderationSwitched':
    case 'seat.closed':
    case 'room.draining':
      return snapshot
    default:
      return { ...snapshot, ...reduceCommon(snapshot, notice) }
  }
}

/** The staff's snapshot after a notice; the revision is kept by the caller. */
export function reduceStaff(snapshot: StaffSnapshot, notice: RoomNotice): StaffSnapshot {
  switch (notice.name) {
    case 'question.changed':
      return { ...snapshot, questions: put(snapshot.questions, notice.body) }
    case 'question.removed':
      return { ...snapshot, questions: snapshot.questions.filter(({ id }) => id !== notice.body.questionId) }
    case 'question.moderationSwitched':
      return { ...snapshot, isModerated: notice.body.isModerated }
    case 'attendance.counted':
      return { ...snapshot, audience: notice.body }
    case 'attendance.changed':
      return {
        ...snapshot,
        attendance: snapshot.attendance && {
          rows: putRows(snapshot.attendance.rows, notice.body.rows),
          curve: mergeCurve(snapshot.attendance.curve, notice.body.curve),
        },
      }
    case 'question.ownChanged':
    case 'poll.removed':
    case 'seat.closed':
    case 'room.draining':
      return snapshot
    default:
      return { ...snapshot, ...reduceCommon(snapshot, notice) }
  }
}

type CommonNotice = Extract<RoomNotice, { name: 'stage.changed' | 'poll.changed' | 'poll.ballotsCounted' | 'question.upvotesCounted' }>
type Common = Pick<AttendeeSnapshot, 'stage' | 'polls' | 'questions' | 'seminar'>

function reduceCommon(snapshot: Common, notice: CommonNotice): Partial<Common> {
  switch (notice.name) {
    case 'stage.changed':
      return { stage: notice.body, seminar: { ...snapshot.seminar, state: notice.body.state } }
    case 'poll.changed':
      return { polls: put(snapshot.polls, notice.body) }
    case 'poll.ballotsCounted':
      return {
        polls: snapshot.polls.map((poll) =>
          poll.id === notice.body.pollId ? withBallots(poll, notice.body.wave, notice.body.ballots) : poll,
        ),
      }
    case 'question.upvotesCounted': {
      const counts = new Map(notice.body.counts.map(({ questionId, upvotes }) => [questionId, upvotes]))
      return {
        questions: snapshot.questions.map((question): Question => ({ ...question, upvotes: counts.get(question.id) ?? question.upvotes })),
      }
    }
  }
}

function withBallots(poll: Poll, name: string, ballots: number): Poll {
  return { ...poll, waves: poll.waves.map((wave) => (wave.name === name ? { ...wave, ballots } : wave)) }
}

/** Replaces the thing with the same id, or appends it. */
function put<Thing extends { id: string }>(things: readonly Thing[], thing: Thing): Thing[] {
  return things.some(({ id }) => id === thing.id) ? things.map((known) => (known.id === thing.id ? thing : known)) : [...things, thing]
}

function putRows(rows: readonly SeatAttendance[], changed: readonly SeatAttendance[]): SeatAttendance[] {
  const news = new Map(changed.map((row) => [row.seatId, row]))
  const kept = rows.map((row) => news.get(row.seatId) ?? row)
  const known = new Set(rows.map(({ seatId }) => seatId))
  return [...kept, ...changed.filter(({ seatId }) => !known.has(seatId))]
}

function mergeCurve<Point extends { at: number }>(curve: readonly Point[], news: readonly Point[]): Point[] {
  const first = news[0]
  if (!first) return [...curve]
  return [...curve.filter(({ at }) => at < first.at), ...news]
}
