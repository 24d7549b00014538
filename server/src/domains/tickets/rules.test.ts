import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { SeatId } from '@podium/shared/primitives.ts'
import type { Ticket } from '@podium/shared/tickets.ts'
import { ticket } from '../../../test/builders.ts'
import { newId } from '../../adapters/clock.ts'
import {
  isMassCancellation,
  type KnownTicket,
  namingChanges,
  nextPass,
  pauseAfterFailure,
  reconcile,
  seatsToName,
  type TicketNews,
} from './rules.ts'

const seatId = () => SeatId.parse(newId())

function known(about: Partial<Ticket> = {}, seat: Partial<KnownTicket['seat']> = {}, more: Partial<KnownTicket> = {}): KnownTicket {
  return {
    ticket: ticket(about),
    isMissing: false,
    isHeld: false,
    seat: { id: seatId(), revokedBy: null, isNamedHere: false, ...seat },
    ...more,
  }
}

const whole = (...tickets: Ticket[]): TicketNews => ({ tickets, isWhole: true, ticketClassIds: null, isFile: false })

describe('reconcile', () => {
  it('R1 A new ticket becomes a seat; one that was given back before we saw it does not', () => {
    const { changes, counts } = reconcile([], whole(ticket(), ticket({ id: '2', entitlement: 'no' })), false)
    expect(changes).toMatchObject([{ kind: 'add', ticket: { id: '1300000001' } }])
    expect(counts).toMatchObject({ added: 1, revoked: 0 })
  })

  it('R1 Only the chosen ticket classes are seats; a ticket that moves out of them loses its seat', () => {
    const news = {
      ...whole(ticket({ id: '2', ticketClassId: 'book' }), ticket({ changedAt: 2_000, ticketClassId: 'book' })),
      ticketClassIds: ['260000001'],
    }
    expect(reconcile([known()], news, false).changes).toMatchObject([{ kind: 'revoke', ticket: { id: '1300000001' } }])
  })

  it('R4 What is older than the known state changes nothing', () => {
    const { changes } = reconcile([known({ changedAt: 5_000 })], whole(ticket({ changedAt: 4_000, entitlement: 'no' })), false)
    expect(changes).toEqual([])
  })

  it('R5 An unknown state keeps the seat and is counted', () => {
    const { changes, counts } = reconcile(
      [known()],
      whole(ticket({ changedAt: 2_000, status: 'Beamed Up', entitlement: 'unknown' })),
      false,
    )
    expect(changes).toMatchObject([{ kind: 'update', holder: null }])
    expect(counts).toMatchObject({ unknown: 1, revoked: 0 })
  })

  it('R6 A corrected name or address stays the same person; both at once are another one', () => {
    const holderOf = (about: Partial<Ticket>, before: KnownTicket = known()) => {
      const [change] = reconcile([before], whole(ticket({ changedAt: 2_000, ...about })), false).changes
      return change?.kind === 'update' ? change.holder?.kind : null
    }
    expect(holderOf({ holderName: 'Petra Beispiel-Neu' })).toBe('corrected')
    expect(holderOf({ holderEmail: 'p.beispiel@amt.example' })).toBe('corrected')
    expect(holderOf({ holderName: 'Otto Anders', holderEmail: 'otto@amt.example' })).toBe('replaced')
    // Who had no address before has been completed, not replaced.
    expect(holderOf({ holderName: 'Petra B.', holderEmail: 'petra@amt.example' }, known({ holderEmail: null }))).toBe('corrected')
    // Somebody was named here.
    expect(holderOf({ holderName: 'Otto Anders', holderEmail: 'otto@amt.example' }, known({}, { isNamedHere: true }))).toBeUndefined()
  })

  it('R7 One may always go, of several no more than a tenth without a word', () => {
    expect([isMassCancellation(1, 1), isMassCancellation(1, 100), isMassCancellation(2, 20), isMassCancellation(2, 19)]).toEqual([
      false,
      false,
      false,
      true,
    ])
    const seats = [...Array(10).keys()].map((index) => known({ id: String(index) }))
    const refunded = whole(
      ...seats.map((one, index) => ({ ...one.ticket, changedAt: 2_000, ...(index < 2 ? { entitlement: 'no' as const } : {}) })),
    )
    expect(reconcile(seats, refunded, false).changes.map(({ kind }) => kind)).toEqual(['hold', 'hold'])
    expect(reconcile(seats, refunded, true).changes.map(({ kind }) => kind)).toEqual(['revoke', 'revoke'])
  })

  it('R7 A held revocation is carried out later, or forgotten when the ticket is good again', () => {
    const held = [...Array(3).keys()].map((index) => known({ id: String(index), entitlement: 'no' }, {}, { isHeld: true }))
    const still = held.map((one) => one.ticket)
    expect(reconcile(held, whole(...still), false).changes.map(({ kind }) => kind)).toEqual(['hold', 'hold', 'hold'])
    expect(reconcile(held, whole(...still), true).changes.map(({ kind }) => kind)).toEqual(['revoke', 'revoke', 'revoke'])
    const good = still.map((one) => ({ ...one, entitlement: 'yes' as const, changedAt: 3_000 }))
    expect(reconcile(held, whole(...good), true).changes.map(({ kind }) => kind)).toEqual(['update', 'update', 'update'])
  })

  it('R7 What waits for the organiser waits on when a later list names a few of it; what is new counts for itself', () => {
    const held = [...Array(3).keys()].map((index) => known({ id: String(index), entitlement: 'no' }, {}, { isHeld: true }))
    const others = [...Array(20).keys()].map((index) => known({ id: `o${index}` }))
    const later = [held[0], others[0]].flatMap((one) =>
      one === undefined ? [] : [{ ...one.ticket, entitlement: 'no' as const, changedAt: 2_000 }],
    )
    const { changes } = reconcile([...held, ...others], { ...whole(...later), isWhole: false }, false)
    expect(changes.map((change) => [change.kind, 'ticket' in change ? change.ticket.id : null])).toEqual([
      ['hold', '0'],
      ['revoke', 'o0'],
    ])
  })

  it('R8 Absence is shown, never punished; an incremental list tells nothing about it', () => {
    expect(reconcile([known()], whole(), false)).toMatchObject({
      changes: [{ kind: 'missing', isMissing: true }],
      counts: { missing: 1, revoked: 0 },
    })
    expect(reconcile([known()], { ...whole(), isWhole: false }, false).changes).toEqual([])
    expect(reconcile([known({}, {}, { isMissing: true })], whole(ticket()), false).changes).toMatchObject([{ kind: 'update' }])
  })

  it('R9 A shop restores only what a shop took', () => {
    const back = whole(ticket({ changedAt: 2_000 }))
    expect(reconcile([known({ entitlement: 'no' }, { revokedBy: 'shop' })], back, false).changes).toMatchObject([{ kind: 'restore' }])
    expect(reconcile([known({ entitlement: 'no' }, { revokedBy: 'organiser' })], back, false).changes).toMatchObject([{ kind: 'update' }])
    const gone = whole(ticket({ changedAt: 2_000, entitlement: 'no', status: 'Deleted' }))
    // Given back by the organiser after the shop took it: the shop saying so again changes nothing.
    expect(reconcile([known({ entitlement: 'no' }, { revokedBy: null })], gone, false).changes).toMatchObject([{ kind: 'update' }])
  })

  it('R18 The same file a second time changes nothing, though it was read later', () => {
    const before = known({ changedAt: 1_000 })
    const news = { ...whole(ticket({ changedAt: 9_000 })), isFile: true }
    expect(reconcile([before], news, false)).toMatchObject({ changes: [], counts: { unchanged: 1, changed: 0 } })
  })
})

/** A shop's truth over time, and a Podium that sees it only through passes at some moments. */
interface World {
  truth: Map<string, Ticket>
  known: KnownTicket[]
  /** Who sits where, by ticket. */
  holders: Map<string, string>
  clock: number
}

const happening = fc.record({
  kind: fc.constantFrom('book', 'refund', 'rebook', 'rename', 'transfer', 'word'),
  who: fc.integer({ min: 0, max: 2 }),
  /** How the shop's hints about it reach us: never, once or twice, now or only later. */
  hints: fc.array(fc.constantFrom('now', 'later'), { maxLength: 2 }),
})

function happen(world: World, { kind, who }: { kind: string; who: number }): void {
  world.clock += 1_000
  const id = String(1_300_000_000 + who)
  const before = world.truth.get(id)
  const now = { changedAt: world.clock }
  if (before === undefined) {
    if (kind === 'book') world.truth.set(id, ticket({ id, holderName: `Person ${who}`, holderEmail: `p${who}@amt.example`, ...now }))
    return
  }
  const changes: Record<string, Partial<Ticket>> = {
    refund: { entitlement: 'no', status: 'Not Attending' },
    rebook: { entitlement: 'yes', status: 'Attending' },
    rename: { holderName: `Person ${who} ${world.clock}` },
    transfer: { holderName: `Andere ${world.clock}`, holderEmail: `a${world.clock}@amt.example` },
    word: { entitlement: 'unknown', status: 'Beamed Up' },
    book: {},
  }
  world.truth.set(id, { ...before, ...changes[kind], ...now })
}

/** One pass: the whole list, or what changed since `since`. */
function pass(world: World, since: number | null): void {
  const tickets = [...world.truth.values()].filter(({ changedAt }) => since === null || changedAt >= since)
  const { changes } = reconcile(world.known, { tickets, isWhole: since === null, ticketClassIds: null, isFile: false }, true)
  for (const change of changes) {
    if (change.kind === 'add') {
      world.holders.set(change.ticket.id, `${change.ticket.holderName} ${change.ticket.holderEmail}`)
      world.known.push({
        ticket: change.ticket,
        isMissing: false,
        isHeld: false,
        seat: { id: seatId(), revokedBy: null, isNamedHere: false },
      })
    } else if (change.kind !== 'missing') {
      if (change.holder !== null) world.holders.set(change.ticket.id, `${change.holder.name} ${change.holder.email}`)
      const revokedBy = change.kind === 'revoke' ? 'shop' : change.kind === 'restore' ? null : change.known.seat.revokedBy
      const next = { ...change.known, ticket: change.ticket, isHeld: false, isMissing: false, seat: { ...change.known.seat, revokedBy } }
      world.known = world.known.map((one) => (one === change.known ? next : one))
    }
  }
}

const validSeats = (world: World) =>
  world.known
    .filter(({ seat }) => seat.revokedBy === null)
    .map(({ ticket: one }) => `${one.id} ${world.holders.get(one.id)} ${one.status}`)
    .toSorted()

describe('hints in any order', () => {
  it('R2 Any order, repetition or loss of hints and one full pass give the seats the shop has', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20, size: 'max' }), fc.infiniteStream(fc.boolean()), (history, coin) => {
        const world: World = { truth: new Map(), known: [], holders: new Map(), clock: 0 }
        let late = 0
        let since = 0
        for (const one of history) {
          happen(world, one)
          for (const hint of one.hints) {
            if (hint === 'later') late += 1
            else {
              const isFull = coin.next().value === true
              pass(world, isFull ? null : since)
              since = world.clock
            }
          }
          if (late > 0 && coin.next().value === true) {
            late -= 1
            pass(world, since)
          }
        }
        pass(world, null)
        const truth = [...world.truth.values()]
          .filter(({ entitlement }) => entitlement !== 'no')
          .map((one) => `${one.id} ${one.holderName} ${one.holderEmail} ${one.status}`)
          .toSorted()
        expect(validSeats(world)).toEqual(truth)
        // One more pass finds nothing to do.
        const calm = reconcile(
          world.known,
          { tickets: [...world.truth.values()], isWhole: true, ticketClassIds: null, isFile: false },
          false,
        )
        expect(calm.changes).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('when a shop is asked', () => {
  const HOUR_MS = 3_600_000
  const START = 1_000 * HOUR_MS
  const facts = (lastOkAt: number | null, lastFullAt: number | null) => ({
    startsAt: START,
    endsAt: START + 1.5 * HOUR_MS,
    lastOkAt,
    lastFullAt,
  })

  it('R10 Hourly, every five minutes from two days before, every minute at the end', () => {
    const after = (now: number) => (nextPass(facts(now, now), now)?.at ?? 0) - now
    expect([START - 72 * HOUR_MS, START - 47 * HOUR_MS, START - HOUR_MS * 1.9, START].map(after)).toEqual([
      3_600_000, 300_000, 60_000, 60_000,
    ])
  })

  it('R10 A pause ends when it is time to ask more often', () => {
    const [often, veryOften] = [START - 48 * HOUR_MS, START - 2 * HOUR_MS]
    expect(nextPass(facts(often - 60_000, often - 60_000), often - 50_000)).toEqual({ at: often, isFull: false })
    expect(nextPass(facts(veryOften - 60_000, veryOften - 60_000), veryOften - 50_000)).toEqual({ at: veryOften, isFull: false })
    expect(nextPass(facts(often, often), often)?.at).toBe(often + 300_000)
  })

  it('R10 The whole list before the first pass, daily, and at four moments before the start', () => {
    expect(nextPass(facts(null, null), START - 500 * HOUR_MS)).toEqual({ at: START - 500 * HOUR_MS, isFull: true })
    for (const beforeMs of [26 * HOUR_MS, HOUR_MS, HOUR_MS / 4, HOUR_MS / 12]) {
      const now = START - beforeMs
      expect(nextPass(facts(now - 30_000, now - 40_000), now)).toEqual({ at: now, isFull: true })
    }
    const lastFull = START - 100 * HOUR_MS
    expect(nextPass(facts(lastFull + 23.5 * HOUR_MS, lastFull), lastFull + 24 * HOUR_MS)).toEqual({
      at: lastFull + 24 * HOUR_MS,
      isFull: true,
    })
  })

  it('R10 A week after the end nobody asks any more', () => {
    expect(nextPass(facts(START, START), START + 1.5 * HOUR_MS + 7 * 24 * HOUR_MS + 1)).toBeNull()
  })

  it('R11 A failing shop is left alone for longer and longer, or as long as it asks for', () => {
    expect([1, 2, 3, 5, 20].map((failures) => pauseAfterFailure(failures, 'unreachable', null, 0))).toEqual([
      30_000, 60_000, 120_000, 480_000, 900_000,
    ])
    expect(pauseAfterFailure(1, 'busy', null, 0)).toBe(900_000)
    expect(pauseAfterFailure(1, 'busy', 7_000, 0)).toBe(7_000)
    expect(pauseAfterFailure(1, 'busy', 7_000, 1)).toBe(8_400)
    expect(pauseAfterFailure(1, 'busy', 0, 0)).toBe(5_000)
  })
})

describe('orders of several seats', () => {
  const seat = (about: { ticketEmail?: string | null; isRevoked?: boolean; isNamedHere?: boolean } = {}) => ({
    seatId: seatId(),
    ticketEmail: 'gerda@amt.example',
    isRevoked: false,
    isNamedHere: false,
    ...about,
  })

  it('R12 Seats that share an address wait for names; a single one, and people with addresses of their own, do not', () => {
    expect(seatsToName([seat()], null)).toEqual([])
    expect(seatsToName([seat(), seat({ ticketEmail: 'GERDA@amt.example' })], null)).toHaveLength(2)
    expect(seatsToName([seat(), seat({ ticketEmail: 'nora@amt.example' })], null)).toEqual([])
    expect(seatsToName([seat({ ticketEmail: null }), seat({ ticketEmail: null })], 'gerda@amt.example')).toHaveLength(2)
    expect(seatsToName([seat(), seat({ isRevoked: true })], null)).toEqual([])
    expect(seatsToName([seat(), seat({ isNamedHere: true })], null)).toHaveLength(1)
  })

  it('R13 Naming changes only what is new, and only seats of this order that are valid', () => {
    const row = { ...seat(), holderName: 'Gerda', holderEmail: 'gerda@amt.example' }
    const named = { ...row, seatId: seatId(), isNamedHere: true, holderName: 'Nora', holderEmail: 'nora@amt.example' }
    const gone = { ...row, seatId: seatId(), isRevoked: true }
    const wanted = [
      { seatId: row.seatId, name: 'Otto', email: 'otto@amt.example' },
      { seatId: named.seatId, name: 'Nora', email: 'nora@amt.example' },
    ]
    expect(namingChanges([row, named], wanted)).toEqual([wanted[0]])
    expect(() => namingChanges([row], [{ seatId: seatId(), name: 'X', email: 'x@amt.example' }])).toThrow(new Refusal('not_found'))
    expect(() => namingChanges([gone], [{ seatId: gone.seatId, name: 'X', email: 'x@amt.example' }])).toThrow(new Refusal('seat_revoked'))
  })
})
