import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { facts } from '../../../test/builders.ts'
import { doorsCloseAt, endsAt, isRoomOpen, requireLive, requireNotOver, stateAt } from './rules.ts'

const START = 1_000 * 60_000
const published = facts({ startsAt: START, plannedEndsAt: START + 90 * 60_000 })

describe("a seminar's windows", () => {
  it('S2 The lobby opens exactly thirty minutes before the start', () => {
    expect(stateAt(published, START - 30 * 60_000 - 1)).toBe('published')
    expect(stateAt(published, START - 30 * 60_000)).toBe('open')
  })

  it('S2 Only published seminars open by the clock', () => {
    for (const storedState of ['draft', 'cancelled', 'ended', 'archived', 'live'] as const) {
      expect(stateAt({ ...published, storedState }, START)).toBe(storedState)
    }
  })

  it('S6 An extension moves the end and the closing of the doors', () => {
    const extended = { ...published, extendedMinutes: 15 }
    expect(endsAt(extended)).toBe(START + 105 * 60_000)
    expect(doorsCloseAt(extended)).toBe(START + 120 * 60_000)
  })

  it('E14 A cancelled seminar lets nobody in', () => {
    expect(() => requireNotOver({ ...published, storedState: 'cancelled' }, START)).toThrow(new Refusal('seminar_cancelled'))
  })

  it('E14 After the doors closed nobody gets in, unless it is still live', () => {
    const late = doorsCloseAt(published) + 1
    expect(() => requireNotOver(published, late - 1)).not.toThrow()
    expect(() => requireNotOver(published, late)).toThrow(new Refusal('seminar_ended'))
    expect(() => requireNotOver({ ...published, storedState: 'live' }, late)).not.toThrow()
  })

  it('S4 Nothing ends a live seminar but the stage', () => {
    const nextDay = START + 24 * 60 * 60_000
    expect(stateAt({ ...published, storedState: 'live' }, nextDay)).toBe('live')
    expect(isRoomOpen({ ...published, storedState: 'live' }, nextDay)).toBe(true)
  })

  it('S7 What needs a live seminar is refused in the lobby', () => {
    expect(() => requireLive(published, START)).toThrow(new Refusal('seminar_not_live'))
  })
})
