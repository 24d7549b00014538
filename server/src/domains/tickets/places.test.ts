import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ticket } from '@podium/shared/tickets.ts'
import { ticket } from '../../../test/builders.ts'
import { keepPlaces } from './places.ts'

/** A row of order A1, at this place of its file. */
const row = (place: number, holderName: string, about: Partial<Ticket> = {}) =>
  ticket({ id: `A1/${place}`, orderRef: 'A1', holderName, holderEmail: `${holderName.toLowerCase()}@amt.example`, ...about })
/** A file in which each row has the place it stands at. */
const file = (...names: string[]) => names.map((name, index) => row(index + 1, name))
const kept = (tickets: readonly Ticket[], known: readonly Ticket[]) =>
  Object.fromEntries(
    keepPlaces(tickets, new Set(tickets.map(({ id }) => id)), known).map(({ id, holderName }) => [holderName, id.slice(3)]),
  )

describe('rows without a number', () => {
  it('R59 A row that is gone moves nobody', () => {
    expect(kept(file('Anna', 'Carl'), file('Anna', 'Bert', 'Carl'))).toEqual({ Anna: '1', Carl: '3' })
  })

  it('R59 A new row gets a place of its own, wherever it stands', () => {
    expect(kept(file('Aaron', 'Anna', 'Bert'), file('Anna', 'Bert'))).toEqual({ Anna: '1', Bert: '2', Aaron: '3' })
  })

  it('R59 Whoever takes over a place somebody left has that ticket', () => {
    expect(kept(file('Anna', 'Dora', 'Zoe'), file('Anna', 'Bert', 'Zoe'))).toEqual({ Anna: '1', Dora: '2', Zoe: '3' })
  })

  it('R59 An address that is filled in, and a name that is spelled better, are the same person', () => {
    const known = [row(1, 'Anna', { holderEmail: null }), row(2, 'Bert'), row(3, 'Carl')]
    const now = [row(1, 'Anna'), row(2, 'Karl', { holderEmail: 'carl@amt.example' })]
    expect(kept(now, known)).toEqual({ Anna: '1', Karl: '3' })
  })

  it('R59 Rows with a number of their own, other orders and the tickets of one row stay together', () => {
    const keyed = ticket({ id: '4711', orderRef: 'A1', holderName: 'Emil' })
    const other = ticket({ id: 'B2/1', orderRef: 'B2', holderName: 'Bert' })
    const twice = [row(1, 'Bert'), row(1, 'Bert', { id: 'A1/1#2' })]
    const known = [...file('Anna', 'Bert'), row(2, 'Bert', { id: 'A1/2#2' }), keyed, other]
    const ids = keepPlaces([...twice, keyed, other], new Set(['A1/1', 'B2/1']), known).map(({ id }) => id)
    expect(ids).toEqual(['A1/2', 'A1/2#2', '4711', 'B2/1'])
  })

  it('R59 In any file every row has one id, the same file again changes none, and nobody who stays moves', () => {
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'), { maxLength: 8 })
    fc.assert(
      fc.property(names, names, (first, second) => {
        const [before, after] = [file(...first), file(...second.toSorted((a, b) => a.localeCompare(b)))]
        const places = kept(after, before)
        expect(new Set(Object.values(places)).size).toBe(after.length)
        for (const name of second) if (first.includes(name)) expect(places[name]).toBe(String(first.indexOf(name) + 1))
        const known = [...before, ...keepPlaces(after, new Set(after.map(({ id }) => id)), before)]
        const latest = [...new Map(known.map((one) => [one.id, one])).values()]
        expect(kept(after, latest)).toEqual(places)
      }),
      { numRuns: 1_000 },
    )
  })
})
