import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeatId } from '@podium/shared/primitives.ts'
import type { Ticket } from '@podium/shared/tickets.ts'
import { ticket } from '../../../test/builders.ts'
import { newId } from '../../adapters/clock.ts'
import { placeId, rowIdOf, ticketIdOf } from '../../adapters/tickets/csv-ids.ts'
import { keepPlaces } from './places.ts'
import { type KnownTicket, reconcile } from './rules.ts'

interface Line {
  readonly name: string
  readonly email: string | null
  readonly state: string
  readonly quantity: number
}

const PAID = 'bezahlt'
const GONE = 'storniert'
const line = (name: string, about: Partial<Line> = {}): Line => ({
  name,
  email: `${name.toLowerCase()}@amt.example`,
  state: PAID,
  quantity: 1,
  ...about,
})

/** A file of one order without numbers, each row at its place by content, as the reader of files numbers them. */
function file(lines: readonly Line[]): Ticket[] {
  return lines
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    .flatMap(({ name, email, state, quantity }, index) =>
      Array.from({ length: quantity }, (_unused, more) =>
        ticket({
          id: ticketIdOf(placeId('A1', index + 1), more),
          orderRef: 'A1',
          holderName: name,
          holderEmail: email,
          status: state,
          entitlement: state === GONE ? 'no' : 'yes',
        }),
      ),
    )
}

/** Imports files one after the other, as the import does. */
class Seats {
  readonly known = new Map<string, KnownTicket>()

  load(tickets: readonly Ticket[], keyed: readonly Ticket[] = []) {
    const placed = new Set(tickets.map(({ id }) => rowIdOf(id)))
    const now = keepPlaces([...tickets, ...keyed], placed, [...this.known.values()])
    if (new Set(now.map(({ id }) => id)).size !== now.length) throw new Error('two tickets share an id')
    const { changes, counts } = reconcile(
      [...this.known.values()],
      { tickets: now, isWhole: true, ticketClassIds: null, isFile: true },
      true,
    )
    for (const change of changes) {
      if (change.kind === 'add') {
        const seat = { id: SeatId.parse(newId()), revokedBy: null, isNamedHere: false }
        this.known.set(change.ticket.id, { ticket: change.ticket, isMissing: false, isHeld: false, seat })
      } else if (change.kind === 'missing') {
        this.known.set(change.known.ticket.id, { ...change.known, isMissing: change.isMissing })
      } else {
        const revokedBy = change.kind === 'revoke' ? 'shop' : change.kind === 'restore' ? null : change.known.seat.revokedBy
        this.known.set(change.ticket.id, {
          ...change.known,
          isMissing: false,
          ticket: change.ticket,
          seat: { ...change.known.seat, revokedBy },
        })
      }
    }
    return counts
  }

  /** Who sits where. */
  of(name: string): string[] {
    const rows = [...this.known.values()].filter(({ ticket: { holderName } }) => holderName === name)
    return rows.map(({ seat }) => seat.id).toSorted((a, b) => a.localeCompare(b))
  }
}

function seatsAfter(...files: readonly (readonly Line[])[]) {
  const seats = new Seats()
  const counts = files.map((lines) => seats.load(file(lines)))
  return { seats, last: counts.at(-1) }
}

describe('rows without a number', () => {
  it('R59 A row that is gone moves nobody, and a new one has a seat of its own wherever it stands', () => {
    const { seats, last } = seatsAfter([line('Anna'), line('Bert'), line('Carl')], [line('Anna'), line('Carl')])
    expect(last).toMatchObject({ added: 0, changed: 0, missing: 1, unchanged: 2 })
    expect(seats.load(file([line('Aaron'), line('Anna'), line('Bert'), line('Carl')]))).toMatchObject({
      added: 1,
      changed: 0,
      unchanged: 3,
    })
  })

  it('R59 Whoever takes over a place somebody left has that ticket', () => {
    const { seats, last } = seatsAfter([line('Anna'), line('Bert'), line('Zoe')], [line('Anna'), line('Dora'), line('Zoe')])
    expect(last).toMatchObject({ added: 0, changed: 1, missing: 0 })
    expect([seats.known.size, seats.of('Bert'), seats.of('Dora')]).toEqual([3, [], [expect.anything()]])
  })

  it('R59 An address that is filled in, and a name that is spelled better, are the same person', () => {
    const before = [line('Anna', { email: null }), line('Bert'), line('Carl')]
    const { last } = seatsAfter(before, [line('Anna'), line('Karl', { email: 'carl@amt.example' })])
    expect(last).toMatchObject({ added: 0, changed: 2, missing: 1 })
  })

  it('R59 A cancelled row that never was a seat takes nobody’s, whatever else changes', () => {
    const shared = { email: 'amt@amt.example' }
    const rows = (third: Line[]) => [line('Anna', shared), line('Bert', { ...shared, state: GONE }), ...third]
    const { seats } = seatsAfter(rows([line('Carl', shared)]))
    const carl = seats.of('Carl')
    expect(seats.load(file(rows([line('Karl', shared)])))).toMatchObject({ added: 0, revoked: 0, changed: 1 })
    expect(seats.of('Karl')).toEqual(carl)
    expect(seats.load(file(rows([])))).toMatchObject({ added: 0, revoked: 0, missing: 1 })
  })

  it('R59 Nobody is put on a seat that was taken away', () => {
    const { seats } = seatsAfter([line('Anna'), line('Bert')])
    for (const [id, one] of seats.known)
      if (one.ticket.holderName === 'Bert') seats.known.set(id, { ...one, seat: { ...one.seat, revokedBy: 'organiser' } })
    expect(seats.load(file([line('Anna'), line('Dora')]))).toMatchObject({ added: 1, changed: 0 })
  })

  it('R59 Rows with a number of their own are no places, though they look like one', () => {
    const seats = new Seats()
    const carl = ticket({ id: 'A1/3', orderRef: 'A1', holderName: 'Carl' })
    seats.load(file([line('Anna')]), [carl])
    expect(seats.load(file([line('Anna'), line('Bea')]), [carl])).toMatchObject({ added: 1, changed: 0 })
    expect(seats.known.get('A1/3')?.ticket.holderName).toBe('Carl')
  })

  it('R18 R59 Whatever a file holds, the same one again changes nothing, and whoever stays in the next one keeps every seat', () => {
    const lines = fc.array(
      fc.record({
        name: fc.constantFrom('Anna', 'Bert', 'Carl'),
        email: fc.constantFrom('anna@amt.example', 'amt@amt.example', null),
        state: fc.constantFrom(PAID, 'eingecheckt', GONE),
        quantity: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(lines, lines, (first, second) => {
        const { seats } = seatsAfter(first)
        expect(seats.load(file(first.toReversed()))).toMatchObject({ added: 0, changed: 0, revoked: 0, restored: 0, missing: 0 })
        seats.load(file(second))
        expect(seats.load(file(second))).toMatchObject({ added: 0, changed: 0, revoked: 0, restored: 0 })
      }),
      { numRuns: 1_000 },
    )
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'), { maxLength: 8 })
    fc.assert(
      fc.property(names, names, (first, second) => {
        const { seats } = seatsAfter(first.map((name) => line(name)))
        const before = new Map(first.map((name) => [name, seats.of(name)]))
        seats.load(file(second.map((name) => line(name))))
        for (const name of second) if (before.has(name)) expect([name, seats.of(name)]).toEqual([name, before.get(name)])
      }),
      { numRuns: 1_000 },
    )
  })
})
