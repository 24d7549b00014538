// Which letters a seat or an order is to get, written in the transaction of the change that causes them (EM-01). Repeats change nothing.
import type { LetterKind } from '@podium/shared/letters.ts'
import type { Instant, OrderId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import type { Clock } from '../../adapters/clock.ts'
import type { Handle } from '../../adapters/database/database.ts'
import { askOnce } from '../../adapters/database/recall.ts'
import type { SeminarFacts } from '../seminars/rules.ts'
import type { LetterOrder, LetterSeat, LetterSources } from './parts.ts'
import { accessDueAt, carriesAccess, followupDueAt, isWrittenFor, lettersOfSeat } from './rules.ts'
import {
  hasLeft,
  insertLetter,
  isResent,
  isToPerson,
  type LetterHead,
  listOrderLetters,
  listSeatLetters,
  listSeminarLetters,
  saveWaiting,
  skipLetters,
} from './store.ts'
import { linksOf, tellsAll, tellsOnly } from './told.ts'

/** Builds the planner. */
export function createPlan(sources: LetterSources, clock: Clock) {
  /** What becomes of one seat of an order concerns the others: whether a seat gets letters of its own depends on who else waits for a name. */
  async function planSeats(tx: Handle, changed: readonly SeatId[]): Promise<void> {
    const orders = await sources.ordersOfSeats(tx, changed)
    // Who bought a single seat has nobody to name.
    for (const { orderId, seatIds } of orders) if (seatIds.length > 1) await planOrder(tx, orderId)
    const ids = [...new Set([...changed, ...orders.flatMap(({ seatIds }) => seatIds)])]
    const [seats, known] = [await sources.seats(tx, ids), await listSeatLetters(tx, ids)]
    const factsOf = askOnce((id: SeminarId) => sources.seminarFacts(tx, id))
    for (const seat of seats) await planSeat(tx, await factsOf(seat.seminarId), seat, known.get(seat.seatId) ?? [])
  }

  async function planSeat(tx: Handle, facts: SeminarFacts, seat: LetterSeat, known: readonly LetterHead[]): Promise<void> {
    const waiting = known.filter(isWaiting)
    // What somebody asked for once more stands beside the plan.
    const ofPlan = waiting.filter((letter) => !isResent(letter))
    if (!isReachable(seat)) {
      await skip(tx, waiting, seat.isRevoked ? 'seat_revoked' : 'replaced')
      return
    }
    const planned = lettersOfSeat(facts, clock.now())
    // News and thanks are caused by events; as long as they wait they follow the person.
    const others = ofPlan.filter((letter) => !planned.some(({ kind }) => kind === letter.kind))
    for (const { kind, dueAt } of [...planned, ...others.map((letter) => ({ kind: letter.kind, dueAt: letter.due_at }))]) {
      const ofKind = known.filter((letter) => letter.kind === kind)
      const [first, ...more] = ofPlan.filter((letter) => letter.kind === kind)
      await skip(tx, more, 'replaced')
      if (first === undefined) {
        if (!ofKind.some((letter) => isStillRight(letter, seat, facts.timeZone))) await write(tx, seat, kind, ofKind, dueAt)
        continue
      }
      if (first.has_message && isStillRight(first, seat, facts.timeZone)) continue
      // One that is tried again although a later one has said what is true is no longer needed.
      const later = ofKind.filter((letter) => letter.revision > first.revision && hasLeft(letter) && !isResent(letter))
      if (later.some((letter) => isStillRight(letter, seat, facts.timeZone))) {
        await skip(tx, [first], 'replaced')
        continue
      }
      const now = {
        recipientName: seat.holderName,
        recipientEmail: seat.holderEmail,
        // What was due earlier stays due.
        dueAt: kind === 'confirmation' ? first.due_at : dueAt,
        madeFor: seat.version,
        told: null,
      }
      if (await saveWaiting(tx, first.id, now)) continue
      // What is made already, and perhaps on its way, cannot be changed: another one says what is true now.
      await skip(tx, [first], 'replaced')
      await write(tx, seat, kind, ofKind, dueAt, first.moved_from)
    }
    if (!facts.isReminderWanted) {
      await skip(
        tx,
        waiting.filter(({ kind }) => kind === 'reminder'),
        'replaced',
      )
    }
  }

  /** Whether an earlier letter still says the right thing to the right person. */
  function isStillRight(letter: LetterHead, seat: LetterSeat, timeZone: string): boolean {
    if (letter.state === 'skipped') return letter.problem !== 'seat_revoked' && letter.problem !== 'replaced'
    if (letter.recipient_email !== seat.holderEmail) return false
    return !carriesAccess(letter, timeZone) || letter.made_for === seat.version
  }

  async function write(
    tx: Handle,
    seat: LetterSeat,
    kind: LetterKind,
    ofKind: readonly LetterHead[],
    dueAt: Instant,
    movedFrom: Instant | null = null,
  ): Promise<void> {
    const revision = nextRevision(ofKind)
    await insertLetter(tx, {
      businessKey: `seat:${seat.seatId}:${kind}:${revision}`,
      seminarId: seat.seminarId,
      seatId: seat.seatId,
      orderId: null,
      kind,
      revision,
      madeFor: seat.version,
      told: null,
      movedFrom,
      recipientName: seat.holderName,
      recipientEmail: seat.holderEmail ?? '',
      dueAt,
      at: clock.now(),
    })
  }

  async function planOrder(tx: Handle, id: OrderId): Promise<void> {
    const order = await sources.order(tx, id)
    if (order === null) return
    const facts = await sources.seminarFacts(tx, order.seminarId)
    const known = await listOrderLetters(tx, id)
    const ofKind = known.filter(({ kind }) => kind === 'naming')
    const waiting = ofKind.filter(isWaiting)
    if (order.seats.length === 0 || order.buyerEmail === null || !isWrittenFor(facts)) {
      await skip(tx, waiting, 'replaced')
      return
    }
    const [following, replaced]: [LetterHead[], LetterHead[]] = [[], []]
    for (const letter of waiting) {
      if (letter.has_message && letter.recipient_email === order.buyerEmail && tellsOnly(letter.told, order)) continue
      const now = {
        recipientName: order.buyerName,
        recipientEmail: order.buyerEmail,
        dueAt: letter.due_at,
        madeFor: order.seats.length,
        told: linksOf(order),
      }
      const isSaved = await saveWaiting(tx, letter.id, now)
      if (isSaved) following.push(letter)
      else replaced.push(letter)
    }
    await skip(tx, replaced, 'replaced')
    const now = clock.now()
    const tells = (letter: LetterHead) =>
      following.includes(letter) || (letter.recipient_email === order.buyerEmail && tellsAll(letter.told, order))
    const present = ofKind.filter((letter) => letter.state !== 'skipped' && !replaced.includes(letter))
    // The one for the day before is no news.
    if (present.some((letter) => letter.due_at <= now && tells(letter))) return
    const accessAt = accessDueAt(facts.startsAt, facts.timeZone)
    await writeToBuyer(tx, order, 'naming', ofKind, now, 0)
    // Who has not been named by then gets in with the links of a second letter, the day before.
    if (accessAt > now && !waiting.some((letter) => letter.due_at === accessAt))
      await writeToBuyer(tx, order, 'naming', ofKind, accessAt, 1)
  }

  /** The naming letter once more, for a buyer who lost it; at most so often in an hour. */
  async function remindBuyer(tx: Handle, id: OrderId, perHour: number): Promise<void> {
    const order = await sources.order(tx, id)
    if (order === null || order.buyerEmail === null || order.seats.length === 0) return
    const now = clock.now()
    const ofKind = (await listOrderLetters(tx, id)).filter(({ kind }) => kind === 'naming')
    const recent = ofKind.filter((letter) => letter.created_at > now - 60 * 60_000 && letter.due_at <= now)
    if (recent.length < perHour) await writeToBuyer(tx, order, 'naming', ofKind, now, 0)
  }

  async function writeToBuyer(
    tx: Handle,
    order: LetterOrder,
    kind: LetterKind,
    ofKind: readonly LetterHead[],
    dueAt: Instant,
    later: number,
    movedFrom: Instant | null = null,
  ): Promise<void> {
    const revision = nextRevision(ofKind) + later
    await insertLetter(tx, {
      businessKey: `order:${order.orderId}:${kind}:${revision}`,
      seminarId: order.seminarId,
      seatId: null,
      orderId: order.orderId,
      kind,
      revision,
      madeFor: order.seats.length,
      told: kind === 'naming' ? linksOf(order) : null,
      movedFrom,
      recipientName: order.buyerName,
      recipientEmail: order.buyerEmail ?? '',
      dueAt,
      at: clock.now(),
    })
  }

  /** Everybody who was told something that is no longer true is told what is. */
  async function tellEverybody(tx: Handle, id: SeminarId, kind: 'change' | 'cancellation', movedFrom: Instant | null): Promise<void> {
    const seats = (await sources.seatsOfSeminar(tx, id)).filter((seat) => !seat.isRevoked)
    const known = await listSeatLetters(
      tx,
      seats.map(({ seatId }) => seatId),
    )
    for (const seat of seats) {
      const letters = known.get(seat.seatId) ?? []
      const hasBeenTold = letters.some(mayHaveArrived)
      if (!isReachable(seat) || !hasBeenTold) continue
      await tell(letters, kind, (ofKind) => write(tx, seat, kind, ofKind, clock.now(), movedFrom))
    }
    for (const order of await sources.ordersOfSeminar(tx, id)) {
      if (order.buyerEmail === null || order.seats.length === 0) continue
      const letters = await listOrderLetters(tx, order.orderId)
      if (!letters.some(mayHaveArrived)) continue
      await tell(letters, kind, (ofKind) => writeToBuyer(tx, order, kind, ofKind, clock.now(), 0, movedFrom))
    }
  }

  /** One that still waits says the latest when it leaves: no second one. */
  async function tell(letters: readonly LetterHead[], kind: LetterKind, add: (ofKind: readonly LetterHead[]) => Promise<void>) {
    const ofKind = letters.filter((letter) => letter.kind === kind)
    if (!ofKind.some((letter) => isWaiting(letter) && !letter.has_message)) await add(ofKind)
  }

  async function seminarMoved(tx: Handle, id: SeminarId, from: Instant): Promise<void> {
    // What is made but has not left yet tells the old date: it is made anew under its next revision.
    const made = (await listSeminarLetters(tx, id)).filter((letter) => isWaiting(letter) && letter.has_message)
    await tellEverybody(tx, id, 'change', from)
    await skip(tx, made, 'replaced')
    const facts = await sources.seminarFacts(tx, id)
    const seats = await sources.seatsOfSeminar(tx, id)
    const known = await listSeatLetters(
      tx,
      seats.map(({ seatId }) => seatId),
    )
    const accessAt = accessDueAt(facts.startsAt, facts.timeZone)
    const now = clock.now()
    const comeTwice = lettersOfSeat(facts, now).filter(({ kind, dueAt }) => kind !== 'confirmation' && dueAt > now)
    for (const seat of seats) {
      const letters = known.get(seat.seatId) ?? []
      await planSeat(tx, facts, seat, letters)
      if (!isReachable(seat)) continue
      // Whoever has the link or the reminder already gets them once more before the new date.
      for (const { kind, dueAt } of comeTwice) {
        const ofKind = letters.filter((letter) => letter.kind === kind)
        const ofPlan = ofKind.filter((letter) => !isResent(letter))
        if (ofPlan.length > 0 && !ofPlan.some(isWaiting)) await write(tx, seat, kind, ofKind, dueAt)
      }
    }
    for (const order of await sources.ordersOfSeminar(tx, id)) {
      // What was made and had not left gave way to the new date: the links still have to be told.
      await planOrder(tx, order.orderId)
      await moveNaming(tx, order, accessAt)
    }
  }

  async function moveNaming(tx: Handle, order: LetterOrder, accessAt: Instant): Promise<void> {
    for (const letter of (await listOrderLetters(tx, order.orderId)).filter(isWaiting)) {
      if (letter.kind !== 'naming' || letter.due_at <= clock.now()) continue
      await saveWaiting(tx, letter.id, {
        recipientName: letter.recipient_name,
        recipientEmail: letter.recipient_email,
        dueAt: Math.max(accessAt, clock.now()),
        madeFor: letter.made_for,
        told: letter.told,
      })
    }
  }

  async function seminarCancelled(tx: Handle, id: SeminarId): Promise<void> {
    const waiting = (await listSeminarLetters(tx, id)).filter(isToPerson).filter(isWaiting)
    await tellEverybody(tx, id, 'cancellation', null)
    await skip(tx, waiting, 'purpose_passed')
  }

  async function seminarEnded(tx: Handle, id: SeminarId, wereThere: ReadonlySet<SeatId>): Promise<void> {
    const before = (await listSeminarLetters(tx, id)).filter(isToPerson)
    // Whoever asks twice thanks nobody twice.
    if (before.some(({ kind }) => kind === 'followup')) return
    await skip(tx, before.filter(isWaiting), 'purpose_passed')
    const facts = await sources.seminarFacts(tx, id)
    const dueAt = followupDueAt(facts.endedAt ?? clock.now())
    const seats = await sources.seatsOfSeminar(tx, id)
    const known = await listSeatLetters(
      tx,
      seats.map(({ seatId }) => seatId),
    )
    for (const seat of seats) {
      if (!isReachable(seat)) continue
      const ofKind = (known.get(seat.seatId) ?? []).filter(({ kind }) => kind === 'followup')
      if (ofKind.length === 0 && wereThere.has(seat.seatId)) await write(tx, seat, 'followup', ofKind, dueAt)
    }
  }

  return { planSeats, remindBuyer, seminarMoved, seminarCancelled, seminarEnded }
}

async function skip(tx: Handle, letters: readonly LetterHead[], problem: 'seat_revoked' | 'replaced' | 'purpose_passed'): Promise<void> {
  await skipLetters(
    tx,
    letters.map(({ id }) => id),
    problem,
  )
}

/** Whether a seat gets letters of its own: it is valid, somebody is named for it, and there is an address. */
function isReachable(seat: LetterSeat): seat is LetterSeat & { readonly holderEmail: string } {
  return !seat.isRevoked && seat.holderEmail !== null && seat.orderToName === null
}

function isWaiting(letter: LetterHead): boolean {
  return letter.state === 'waiting'
}

/** A mail server that did not answer may have taken it all the same, and so may one that is being asked at this moment. */
function mayHaveArrived({ state, attempts, has_message: hasMessage }: LetterHead): boolean {
  return state !== 'failed' && (attempts > 0 || hasMessage)
}

/** The revision after the latest; skipped ones count, so that no key comes twice. */
export function nextRevision(ofKind: readonly LetterHead[]): number {
  return Math.max(0, ...ofKind.map(({ revision }) => revision)) + 1
}
