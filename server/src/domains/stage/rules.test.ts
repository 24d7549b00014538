import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { agendaItem, facts } from '../../../test/builders.ts'
import { decideEnd, decideGoLive, decideShowItem, stageOf } from './rules.ts'

const START = 1_000 * 60_000
const [first, second] = [agendaItem({ title: 'Einstieg' }), agendaItem({ title: 'Debatte', isStarred: true })]
const published = facts({ startsAt: START, plannedEndsAt: START + 90 * 60_000, agenda: [first, second] })
const live = { ...published, storedState: 'live' as const, wentLiveAt: START, currentItemId: first.id }

describe('going live', () => {
  it('S3 The trainer can go live from the opening of the lobby, not before', () => {
    expect(() => decideGoLive(published, START - 31 * 60_000)).toThrow(new Refusal('too_early'))
    expect(decideGoLive(published, START - 30 * 60_000)).toBe(true)
  })

  it('S3 Going live twice changes nothing', () => {
    expect(decideGoLive(live, START)).toBe(false)
  })

  it('S3 An ended seminar does not go live again', () => {
    expect(() => decideGoLive({ ...live, storedState: 'ended' }, START)).toThrow(new Refusal('wrong_state'))
  })
})

describe('ending', () => {
  it('S4 Only a live seminar can be ended, and ending twice changes nothing', () => {
    expect(decideEnd(live, START)).toBe(true)
    expect(decideEnd({ ...live, storedState: 'ended' }, START)).toBe(false)
    expect(() => decideEnd(published, START)).toThrow(new Refusal('wrong_state'))
  })
})

describe('the agenda', () => {
  it('S5 One item is current; showing it again changes nothing', () => {
    expect(decideShowItem(live, second.id, START)).toBe(true)
    expect(decideShowItem(live, first.id, START)).toBe(false)
  })

  it('S5 An item of another seminar is not found', () => {
    expect(() => decideShowItem(live, agendaItem({}).id, START)).toThrow(new Refusal('not_found'))
  })

  it('S5 Nothing is current before the seminar is live', () => {
    expect(() => decideShowItem(published, first.id, START)).toThrow(new Refusal('seminar_not_live'))
  })

  it('S6 The stage tells the extended end', () => {
    const stage = stageOf({ ...live, extendedMinutes: 15 }, [{ position: 1, itemId: first.id, startedAt: START, endedAt: null }], START)
    expect(stage).toEqual({
      state: 'live',
      wentLiveAt: START,
      endedAt: null,
      endsAt: START + 105 * 60_000,
      currentItemId: first.id,
      progress: [{ itemId: first.id, startedAt: START, endedAt: null }],
    })
  })
})
