// Things the contract describes, with only the interesting parts spelled out.
import { SeminarCard, type SeminarSummary } from '@podium/shared/seminars.ts'
import { AttendeeSnapshot } from '@podium/shared/room.ts'
import { OwnQuestion, Question } from '@podium/shared/questions.ts'
import { DebateResult, Poll, Wave } from '@podium/shared/polls.ts'
import { SeatAttendance } from '@podium/shared/attendance.ts'
import type { Order, OrderSeat, SeatEntry } from '@podium/shared/seats.ts'
import { EDITABLE_LETTERS, type EditableLetter, type LetterContent, type LetterSummary, type LetterTexts } from '@podium/shared/letters.ts'
import type { FilePreview, ReconcileCounts, ShopConnection, ShopEvent } from '@podium/shared/tickets.ts'
import type { z } from 'zod'

/** Friday, 12 March 2027, 10:00 in Berlin. */
export const STARTS_AT = Date.UTC(2027, 2, 12, 9)

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

/** The seminar of the examples as staff has it on its list: Friday, 12 March 2027, 10:00 to 11:30 in Berlin. */
export function seminarSummary(part: Partial<z.input<typeof SeminarSummary>> = {}): z.input<typeof SeminarSummary> {
  return {
    id: idOf('S'),
    slug: 'social-media',
    title: 'Social Media im öffentlichen Dienst',
    provider: 'E-Akademie',
    state: 'published',
    startsAt: STARTS_AT,
    endsAt: STARTS_AT + 90 * 60_000,
    timeZone: 'Europe/Berlin',
    ...part,
  }
}

/** What a pass over a source did, nothing unless told. */
export function passCounts(part: Partial<ReconcileCounts> = {}): ReconcileCounts {
  return { added: 0, changed: 0, revoked: 0, restored: 0, withoutEmail: 0, unknown: 0, missing: 0, unchanged: 0, ...part }
}

/** A connection with Eventbrite that works. */
export function shopConnection(part: Partial<z.input<typeof ShopConnection>> = {}): z.input<typeof ShopConnection> {
  return {
    kind: 'eventbrite',
    address: null,
    organisationId: '77',
    eventId: '1001',
    eventName: 'Social Media im Amt',
    ticketClassIds: null,
    tokenHint: 'K3Y9',
    hookUrl: 'https://podium.example/hooks/eventbrite/secret',
    isHookRegistered: true,
    lastHookAt: null,
    lastOkAt: STARTS_AT - 86_400_000,
    nextPassAt: STARTS_AT - 82_800_000,
    failingSince: null,
    problem: null,
    lastCounts: passCounts({ unchanged: 40 }),
    heldRevocations: [],
    movedTo: null,
    ...part,
  }
}

/** An event at a shop that begins with the seminar of the examples. */
export function shopEvent(part: Partial<z.input<typeof ShopEvent>> = {}): z.input<typeof ShopEvent> {
  return {
    id: '1001',
    name: 'Social Media im Amt',
    startsAt: STARTS_AT,
    endsAt: null,
    status: 'live',
    isSeries: false,
    ticketClasses: [{ id: '5', name: 'Seminarplatz', sold: 40 }],
    ...part,
  }
}

/** A file with names and addresses as Podium would read it. */
export function filePreview(part: Partial<z.input<typeof FilePreview>> = {}): z.input<typeof FilePreview> {
  return {
    charset: 'UTF-8',
    delimiter: ';',
    columns: ['Bestellung', 'Name', 'E-Mail', 'Abteilung'],
    mapping: { orderRef: 0, name: 1, email: 2 },
    sample: [
      { row: 2, holderName: 'Aylin Demir', holderEmail: 'aylin@amt.example', ticketName: '', status: '', entitlement: 'yes' },
      { row: 3, holderName: 'Bert Kühn', holderEmail: null, ticketName: '', status: '', entitlement: 'yes' },
    ],
    rows: 18,
    problems: [],
    counts: passCounts({ added: 12, changed: 3, revoked: 1, withoutEmail: 2 }),
    ...part,
  }
}

/** A seat of somebody who bought it at Eventbrite and has had the confirmation. */
export function seatEntry(part: Partial<z.input<typeof SeatEntry>> = {}): z.input<typeof SeatEntry> {
  return {
    seatId: idOf('A'),
    holderName: 'Aylin Demir',
    holderEmail: 'aylin@amt.example',
    number: '7K3M9P2QX4',
    origin: 'eventbrite',
    ticketName: 'Seminarplatz',
    orderRef: '8841',
    buyerName: 'Aylin Demir',
    buyerEmail: 'aylin@amt.example',
    revokedBy: null,
    flags: [],
    shopStatus: 'Attending',
    coViewers: [],
    letters: [{ kind: 'confirmation', state: 'sent', at: STARTS_AT - 7 * 86_400_000 }],
    ...part,
  }
}

/** An access letter that left a day before the seminar. */
export function letterSummary(part: Partial<z.input<typeof LetterSummary>> = {}): z.input<typeof LetterSummary> {
  return {
    id: idOf('E'),
    seatId: idOf('A'),
    kind: 'access',
    revision: 1,
    recipientName: 'Aylin Demir',
    recipientEmail: 'aylin@amt.example',
    state: 'sent',
    dueAt: STARTS_AT - 86_400_000,
    attempts: 1,
    nextTryAt: null,
    sentAt: STARTS_AT - 86_400_000,
    problem: null,
    serverSaid: null,
    canBeRead: true,
    canBeSent: part.state === 'failed',
    ...part,
  }
}

/** The access letter as somebody looks at it. */
export function letterContent(part: Partial<z.input<typeof LetterContent>> = {}): z.input<typeof LetterContent> {
  return {
    subject: 'Ihr Zugang für morgen',
    frame: '/letters/frame/abc',
    text: 'Guten Tag Aylin Demir,\nmorgen geht es los.',
    headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }],
    calendar: 'BEGIN:VCALENDAR',
    ...part,
  }
}

/** The words of every letter; those of the `own` one were changed for this seminar. */
export function letterTexts({
  own,
  ...part
}: Partial<Pick<LetterTexts, 'locale' | 'isReminderWanted'>> & { readonly own?: EditableLetter } = {}): z.input<typeof LetterTexts> {
  return {
    locale: 'de',
    isReminderWanted: true,
    texts: EDITABLE_LETTERS.map((kind) => ({
      kind,
      words: { subject: 'Ihr Zugang', headline: 'Morgen geht es los.', opening: null, closing: null },
      isOwn: kind === own,
    })),
    ...part,
  }
}

/** One of two unnamed seats of an order. */
export function orderSeat(part: Partial<z.input<typeof OrderSeat>> = {}): z.input<typeof OrderSeat> {
  return { seatId: idOf('A'), holderName: null, holderEmail: null, ticketName: 'Seminarplatz', isRevoked: false, ...part }
}

/** An order of two seats nobody has been named on. */
export function seatOrder(part: Partial<z.input<typeof Order>> = {}): z.input<typeof Order> {
  return {
    buyerName: 'Petra Amt',
    orderRef: '8841',
    seminar: seminarCard({ state: 'published', startsAt: STARTS_AT, endsAt: STARTS_AT + 90 * 60_000 }),
    seats: [orderSeat(), orderSeat({ seatId: idOf('B') })],
    isOpen: true,
    ...part,
  }
}
