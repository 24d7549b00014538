// Things the contract describes, with only the interesting parts spelled out.
import { SeminarCard } from '@podium/shared/seminars.ts'
import { AttendeeSnapshot } from '@podium/shared/room.ts'
import { OwnQuestion, Question } from '@podium/shared/questions.ts'
import { DebateResult, Poll, Wave } from '@podium/shared/polls.ts'
import { SeatAttendance } from '@podium/shared/attendance.ts'
import type { z } from 'zod'

/** 26 characters ending in the given ones. */
export function idOf(tail: string): string {
  return tail.padStart(26, '0')
}

/** The seminar of the examples: 90 minutes from minute zero, three items. */
export function seminarCard(part: Partial<z.input<typeof SeminarCard>> = {}): SeminarCard {
  return SeminarCard.parse({
    slug: 'social-media',
    title: 'Social Media im öffentlichen Dienst',
    subtitle: 'Behörden als Influencer?',
    provider: 'E-Akademie',
    trainerName: 'Miriam Voss',
    trainerRole: 'Trainerin',
    state: 'live',
    startsAt: 0,
    endsAt: 90 * 60_000,
    timeZone: 'Europe/Berlin',
    agenda: [
      { id: idOf('1'), title: 'Einstieg', plannedMinutes: 30, isStarred: false },
      { id: idOf('2'), title: 'Polizei auf Instagram', plannedMinutes: 40, isStarred: true },
      { id: idOf('3'), title: 'Tipps', plannedMinutes: 20, isStarred: false },
    ],
    supportPhone: '030 5550 1234',
    supportEmail: 'hilfe@e-akademie.example',
    serverNow: 0,
    ...part,
  })
}

/** An attendee's snapshot of a live room without questions or polls. */
export function attendeeSnapshot(part: Partial<z.input<typeof AttendeeSnapshot>> = {}): AttendeeSnapshot {
  return AttendeeSnapshot.parse({
    revision: 0,
    now: 1_000_000,
    seminarId: idOf('S'),
    seminar: seminarCard(),
    stage: { state: 'live', wentLiveAt: 0, endedAt: null, endsAt: 90 * 60_000, currentItemId: null, progress: [] },
    questions: [],
    ownQuestions: [],
    ownUpvotes: [],
    polls: [],
    ownBallots: [],
    orderBit: 0,
    presentMinutes: 0,
    ...part,
  })
}

/** A question everybody sees. */
export function publishedQuestion(part: Partial<z.input<typeof Question>> = {}): Question {
  return Question.parse({
    id: idOf('Q'),
    text: 'Wer haftet?',
    asker: { kind: 'anonymous' },
    state: 'published',
    upvotes: 2,
    askedAt: 1,
    itemId: null,
    note: null,
    mergedIds: [],
    ...part,
  })
}

/** A question of one's own. */
export function ownQuestion(part: Partial<z.input<typeof OwnQuestion>> = {}): OwnQuestion {
  return OwnQuestion.parse({ ...publishedQuestion(), isOwn: true, mergedInto: null, ...part })
}

/** A wave nobody has opened yet. */
export function pollWave(part: Partial<z.input<typeof Wave>> = {}): Wave {
  return Wave.parse({
    name: 'only',
    state: 'draft',
    version: 1,
    openedAt: null,
    closedAt: null,
    closesAt: null,
    ballots: null,
    present: null,
    ...part,
  })
}

/** A debate whose first wave is open. */
export function openDebate(part: Partial<z.input<typeof Poll>> = {}): Poll {
  return Poll.parse({
    id: idOf('P'),
    kind: 'debate',
    text: 'Sollen Polizistinnen und Polizisten Influencer sein?',
    itemId: null,
    options: [
      { id: idOf('A'), label: 'JA', stance: 'for' },
      { id: idOf('B'), label: 'UNENTSCHIEDEN', stance: 'undecided' },
      { id: idOf('C'), label: 'NEIN', stance: 'against' },
    ],
    waves: [pollWave({ name: 'before', state: 'open', openedAt: 1 }), pollWave({ name: 'after' })],
    isConfidential: true,
    isFrozen: false,
    isRevealed: false,
    isArchived: false,
    early: null,
    result: null,
    ...part,
  })
}

/** The result of a revealed debate; without numbers unless they are given. */
export function debateResult(part: Partial<z.input<typeof DebateResult>> = {}): DebateResult {
  return DebateResult.parse({
    kind: 'debate',
    matched: 60,
    beforeOnly: 0,
    afterOnly: 0,
    before: null,
    after: null,
    middle: null,
    switchers: null,
    moves: null,
    shifts: null,
    margin: null,
    verdict: null,
    isInfluenced: false,
    ...part,
  })
}

/** One row of the monitor: somebody listening. */
export function attendanceRow(part: Partial<z.input<typeof SeatAttendance>> = {}): SeatAttendance {
  return SeatAttendance.parse({
    seatId: idOf('A'),
    holderName: 'Aylin Demir',
    holderEmail: null,
    number: '7K3M9P2QX4',
    presence: 'live',
    firstSeenAt: 1_000,
    lastSeenAt: 2_000,
    presentMinutes: 47,
    takeOvers: 0,
    ...part,
  })
}
