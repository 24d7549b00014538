// From a row in the outbox to a message: the facts as they are now, rendered, checked against the store, composed.
import { createHash } from 'node:crypto'
import type { LetterProblem } from '@podium/shared/letters.ts'
import type { Instant } from '@podium/shared/primitives.ts'
import type { Handle } from '../../adapters/database/database.ts'
import { endsAt, type SeminarFacts } from '../seminars/rules.ts'
import type { Imprint, LetterFacts, RenderedLetter } from './letter.ts'
import type { LetterSources } from './parts.ts'
import { LOBBY_OPENS_BEFORE_MS } from '@podium/shared/seminars.ts'
import { checkLetter } from './rendering/check.ts'
import { composeMessage } from './rendering/message.ts'
import { renderLetter } from './rendering/render.ts'
import { accessDueAt, carriesAccess, carriesCalendar } from './rules.ts'
import { isResent, isToPerson, type LetterRow, listWords, readSequence } from './store.ts'
import { tellsOnly } from './told.ts'

/** How Podium signs its letters. */
export interface Sender {
  /** Where Podium is reached, without trailing slash. */
  readonly publicUrl: string
  /** The address letters come from; the name before it is the provider's. */
  readonly from: string
  /** Where answers go; null means the seminar's support address. */
  readonly replyTo: string | null
  readonly imprint: Imprint
}

export type Making = ReturnType<typeof createMaking>

/** Builds the maker of letters. */
export function createMaking(sources: LetterSources, sender: Sender, now: () => Instant) {
  const host = new URL(sender.publicUrl).hostname

  /**
   * The facts of a letter as they are now.
   * @returns a problem instead when the letter is not to leave any more.
   */
  async function factsOf(db: Handle, row: LetterRow): Promise<LetterFacts | LetterProblem> {
    return (await whyNotNow(db, row)) ?? presentFacts(db, row)
  }

  /**
   * L19: the facts as staff may read them, without who asked what. A letter that is made is shown whatever became of its seat since.
   * @returns a problem instead when the letter is not made and not to leave any more.
   */
  async function factsForStaff(db: Handle, row: LetterRow): Promise<LetterFacts | LetterProblem> {
    const facts = await (row.sealed_message === null ? factsOf(db, row) : presentFacts(db, row))
    return typeof facts === 'string' || facts.kind !== 'followup' ? facts : { ...facts, answers: 'withheld' }
  }

  async function presentFacts(db: Handle, row: LetterRow): Promise<LetterFacts | LetterProblem> {
    const seminar = await sources.seminarFacts(db, row.seminar_id)
    return row.seat_id === null ? factsForBuyer(db, row, seminar) : factsForSeat(db, row, seminar)
  }

  /**
   * Asked before every attempt: whether a letter, as it was made, still goes to the right person.
   * @returns null when it does.
   */
  async function whyNotNow(db: Handle, row: LetterRow): Promise<LetterProblem | null> {
    const seminar = await sources.seminarFacts(db, row.seminar_id)
    // L5: after a cancellation nothing leaves but the news of it.
    if (isToPerson(row) && seminar.storedState === 'cancelled' && row.kind !== 'cancellation') return 'purpose_passed'
    // L6: after the end it is thanked and nothing else.
    if (isToPerson(row) && seminar.storedState === 'ended' && row.kind !== 'followup') return 'purpose_passed'
    if (row.seat_id !== null) {
      const [seat] = await sources.seats(db, [row.seat_id])
      if (seat === undefined || seat.isRevoked) return 'seat_revoked'
      const isReplaced = seat.holderEmail !== row.recipient_email || (carriesAccess(row, seminar.timeZone) && seat.version !== row.made_for)
      // Who has not been named is written to through the buyer, unless the organiser decides otherwise.
      return isReplaced || (seat.orderToName !== null && !isResent(row)) ? 'replaced' : null
    }
    if (row.order_id !== null) {
      const order = await sources.order(db, row.order_id)
      if (order === null || order.seats.length === 0 || order.buyerEmail !== row.recipient_email) return 'replaced'
      return row.kind === 'naming' && row.sealed_message !== null && !tellsOnly(row.told, order) ? 'replaced' : null
    }
    // What somebody of the staff sends to themselves is about nobody.
    return null
  }

  async function factsForSeat(db: Handle, row: LetterRow, seminar: SeminarFacts): Promise<LetterFacts | LetterProblem> {
    const [seat] = row.seat_id === null ? [] : await sources.seats(db, [row.seat_id])
    if (seat === undefined) return 'seat_revoked'
    return {
      ...(await common(db, row, seminar)),
      access: carriesAccess(row, seminar.timeZone) ? seat.access : null,
      order: null,
      substituteUrl: row.kind === 'confirmation' ? await sources.substituteUrl(db, seat.seatId) : null,
      attended: row.kind === 'followup' ? { minutes: await sources.minutesOf(seminar.id, seat.seatId) } : null,
      answers: row.kind === 'followup' ? await sources.answersOf(db, seat.seatId) : [],
      calendar: carriesCalendar(row.kind)
        ? {
            uid: `${seat.seatId.toLowerCase()}@${host}`,
            sequence: await readSequence(db, seat.seatId),
            method: row.kind === 'cancellation' ? 'CANCEL' : 'PUBLISH',
          }
        : null,
    }
  }

  async function factsForBuyer(db: Handle, row: LetterRow, seminar: SeminarFacts): Promise<LetterFacts | LetterProblem> {
    const order = row.order_id === null ? null : await sources.order(db, row.order_id)
    if (order === null) return 'replaced'
    return {
      ...(await common(db, row, seminar)),
      access: null,
      order:
        row.kind === 'naming'
          ? { namingUrl: order.namingUrl, seats: order.seats.map((seat) => ({ holderName: seat.holderName, ...seat.access })) }
          : null,
      substituteUrl: null,
      attended: null,
      answers: [],
      calendar: null,
    }
  }

  async function common(db: Handle, row: LetterRow, seminar: SeminarFacts) {
    const words = await listWords(db, seminar.id)
    return {
      kind: row.kind,
      locale: seminar.locale,
      words: row.kind === 'naming' ? null : (words.get(row.kind) ?? null),
      recipientName: row.recipient_name,
      seminar: seminarOf(seminar),
      imprint: sender.imprint,
      publicUrl: sender.publicUrl,
      seminarUrl: `${sender.publicUrl}/s/${seminar.slug}`,
      accessAt: accessDueAt(seminar.startsAt, seminar.timeZone),
      movedFrom: row.moved_from,
      madeAt: now(),
    }
  }

  /**
   * Renders a letter and proves that it opens what it should (EM-10).
   * @returns a problem instead when it must not leave.
   */
  async function make(db: Handle, row: LetterRow): Promise<{ facts: LetterFacts; rendered: RenderedLetter } | LetterProblem> {
    const facts = await factsOf(db, row)
    if (typeof facts === 'string') return facts
    const rendered = await renderLetter(facts)
    const problem = checkLetter(rendered, facts) ?? (await linkProblem(db, row, facts))
    return problem ?? { facts, rendered }
  }

  async function linkProblem(db: Handle, row: LetterRow, facts: LetterFacts): Promise<LetterProblem | null> {
    if (facts.access !== null && (await sources.seatBehind(db, facts.access.link)) !== row.seat_id) return 'link_wrong'
    for (const seat of facts.order?.seats ?? []) {
      if ((await sources.seatBehind(db, seat.link)) === null) return 'link_wrong'
    }
    return null
  }

  /** The message as it leaves; kept from the first attempt on, so that every attempt sends the same bytes (EM-02). */
  async function compose(row: LetterRow, rendered: RenderedLetter, facts: LetterFacts): Promise<string> {
    const seed = createHash('sha256').update(row.business_key).digest('hex').slice(0, 32)
    return composeMessage({
      rendered,
      from: { name: facts.seminar.provider, address: sender.from },
      replyTo: sender.replyTo ?? facts.seminar.supportEmail,
      to: { name: row.recipient_name, address: row.recipient_email },
      messageId: `<${seed}@${host}>`,
      date: facts.madeAt,
      boundarySeed: seed,
      method: facts.calendar?.method ?? 'PUBLISH',
    })
  }

  return { factsForStaff, whyNotNow, make, compose, sender }
}

/** What letters tell about a seminar. */
export function seminarOf(seminar: SeminarFacts): LetterFacts['seminar'] {
  return {
    title: seminar.title,
    subtitle: seminar.subtitle,
    provider: seminar.provider,
    trainerName: seminar.trainerName,
    startsAt: seminar.startsAt,
    endsAt: endsAt(seminar),
    lobbyOpensAt: seminar.startsAt - LOBBY_OPENS_BEFORE_MS,
    timeZone: seminar.timeZone,
    agenda: seminar.agenda,
    supportPhone: seminar.supportPhone,
    supportEmail: seminar.supportEmail,
  }
}
