import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { Poll, type PollKind, type WaveName, type WaveState } from '@podium/shared/polls.ts'
import { OptionId, PollId } from '@podium/shared/primitives.ts'
import { newId } from '../../adapters/clock.ts'
import { decideOptions, wavesOf } from './drafts.ts'
import {
  decideArchive,
  decideArm,
  decideClose,
  decideExtend,
  decideOpen,
  decideReveal,
  decideRevealEarly,
  shownCount,
  type StoredPoll,
  viewFor,
} from './rules.ts'

function poll(kind: PollKind, states: Partial<Record<WaveName, WaveState>>, about: Partial<StoredPoll> = {}): StoredPoll {
  return {
    id: PollId.parse(newId()),
    kind,
    text: 'Behörden sollen auf TikTok sein.',
    options: decideOptions(kind, ['Ja', 'Nein']).map((option) => ({ ...option, id: OptionId.parse(newId()) })),
    itemId: null,
    isConfidential: true,
    isFrozen: false,
    isRevealed: false,
    isArchived: false,
    early: null,
    result: null,
    isFinal: false,
    waves: wavesOf(kind, states.middle !== undefined).map((name) => ({
      name,
      state: states[name] ?? 'draft',
      version: 1,
      openedAt: null,
      closedAt: null,
      closesAt: null,
      present: null,
      ballots: null,
    })),
    ...about,
  }
}

const result = { kind: 'choice', ballots: 3, tallies: null } as const

describe('waves', () => {
  it('P3 P26 A wave opens once: a repeat changes nothing, a closed one opens as a new version', () => {
    expect(decideOpen(poll('choice', {}), 'only', false)).toBe('first')
    expect(decideOpen(poll('choice', { only: 'armed' }), 'only', false)).toBe('first')
    expect(decideOpen(poll('choice', { only: 'open' }), 'only', true)).toBe('unchanged')
    expect(decideOpen(poll('choice', { only: 'closed' }), 'only', false)).toBe('again')
    for (const about of [{ isRevealed: true }, { isArchived: true }, { isFinal: true }])
      expect(() => decideOpen(poll('choice', { only: 'closed' }, about), 'only', false)).toThrow(new Refusal('wrong_state'))
    expect(() => decideOpen(poll('choice', {}), 'after', false)).toThrow(new Refusal('not_found'))
  })

  it('P3 The vote after the debate opens only when the one before is closed', () => {
    expect(() => decideOpen(poll('debate', {}), 'after', false)).toThrow(new Refusal('wrong_state'))
    expect(() => decideOpen(poll('debate', { before: 'open' }), 'after', true)).toThrow(new Refusal('wrong_state'))
    expect(decideOpen(poll('debate', { before: 'closed' }), 'after', false)).toBe('first')
  })

  it('P4 Only one wave of a seminar is open at a time', () => {
    expect(() => decideOpen(poll('choice', {}), 'only', true)).toThrow(new Refusal('another_poll_open'))
  })

  it('P5 An open wave closes, a closed one stays closed, a draft cannot close', () => {
    expect(decideClose(poll('choice', { only: 'open' }), 'only')).toBe(true)
    expect(decideClose(poll('choice', { only: 'closed' }), 'only')).toBe(false)
    expect(() => decideClose(poll('choice', {}), 'only')).toThrow(new Refusal('wrong_state'))
  })

  it('P6 A poll is revealed when every wave is closed, and stays revealed', () => {
    expect(() => decideReveal(poll('debate', { before: 'closed' }))).toThrow(new Refusal('wrong_state'))
    expect(() => decideReveal(poll('debate', { before: 'closed', after: 'open' }))).toThrow(new Refusal('wrong_state'))
    expect(decideReveal(poll('debate', { before: 'closed', after: 'closed' }))).toBe(true)
    expect(decideReveal(poll('choice', { only: 'closed' }, { isRevealed: true }))).toBe(false)
  })
})

describe('the stage', () => {
  const withTime = (closesAt: number | null, state: WaveState = 'open') => {
    const held = poll('choice', { only: state })
    return { ...held, waves: held.waves.map((wave) => ({ ...wave, closesAt })) }
  }

  it('P3 The middle vote may be left out, but is not made up for after the last', () => {
    expect(decideOpen(poll('debate', { before: 'closed', middle: 'draft' }), 'after', false)).toBe('first')
    expect(decideOpen(poll('debate', { before: 'closed', middle: 'draft' }), 'middle', false)).toBe('first')
    expect(() => decideOpen(poll('debate', { before: 'closed', middle: 'draft', after: 'closed' }), 'middle', false)).toThrow(
      new Refusal('wrong_state'),
    )
    expect(decideReveal(poll('debate', { before: 'closed', middle: 'armed', after: 'closed' }))).toBe(true)
    expect(() => decideReveal(poll('debate', { before: 'closed', middle: 'open', after: 'closed' }))).toThrow(new Refusal('wrong_state'))
  })

  it('P28 What was never opened can be next in line', () => {
    expect(decideArm(poll('choice', {}), 'only')).toBe(true)
    expect(decideArm(poll('choice', { only: 'armed' }), 'only')).toBe(false)
    for (const state of ['open', 'closed'] as const)
      expect(() => decideArm(poll('choice', { only: state }), 'only')).toThrow(new Refusal('wrong_state'))
    expect(() => decideArm(poll('choice', {}, { isArchived: true }), 'only')).toThrow(new Refusal('wrong_state'))
  })

  it('P28 Attendees do not see what is next in line', () => {
    const armed = poll('debate', { before: 'closed', after: 'armed' })
    const states = (seenBy: 'attendees' | 'staff') => viewFor(seenBy, armed, new Map(), null)?.waves.map(({ state }) => state)
    expect(states('attendees')).toEqual(['closed', 'draft'])
    expect(states('staff')).toEqual(['closed', 'armed'])
  })

  it('P25 Another minute is added to the end, never to the past', () => {
    expect(decideExtend(withTime(100_000), 'only', 40_000)).toBe(160_000)
    expect(decideExtend(withTime(100_000), 'only', 100_500)).toBe(160_500)
    for (const held of [withTime(null), withTime(100_000, 'closed')])
      expect(() => decideExtend(held, 'only', 0)).toThrow(new Refusal('wrong_state'))
  })

  it('P29 The first sums of a debate are shown early only between the votes and from five ballots on', () => {
    const between = (ballots: number, states: Partial<Record<WaveName, WaveState>> = {}) => {
      const held = poll('debate', { before: 'closed', ...states })
      return { ...held, waves: held.waves.map((wave) => (wave.name === 'before' ? { ...wave, ballots } : wave)) }
    }
    expect(decideRevealEarly(between(5))).toBe(true)
    expect(decideRevealEarly({ ...between(5, { after: 'open' }), early: [] })).toBe(false)
    for (const held of [
      between(4),
      between(9, { after: 'open' }),
      between(9, { after: 'closed' }),
      between(9, { before: 'open' }),
      between(9, { middle: 'open' }),
      poll('choice', { only: 'closed' }),
    ])
      expect(() => decideRevealEarly(held)).toThrow(new Refusal('wrong_state'))
    expect(() => decideOpen({ ...between(9), early: [] }, 'before', false)).toThrow(new Refusal('wrong_state'))
  })

  it('P30 A poll is put away when it was revealed or never opened, and leaves the room', () => {
    expect(decideArchive(poll('choice', {}))).toBe(true)
    expect(decideArchive(poll('choice', { only: 'closed' }, { isRevealed: true }))).toBe(true)
    expect(decideArchive(poll('choice', {}, { isArchived: true }))).toBe(false)
    for (const state of ['open', 'closed'] as const)
      expect(() => decideArchive(poll('choice', { only: state }))).toThrow(new Refusal('wrong_state'))
    const away = poll('choice', { only: 'closed' }, { isRevealed: true, isArchived: true })
    expect(viewFor('attendees', away, new Map(), result)).toBeNull()
    expect(viewFor('staff', away, new Map(), result)?.isArchived).toBe(true)
  })
})

describe('who sees what', () => {
  const none = new Map<WaveName, null>()

  it('P8 Attendees do not know of a poll before it first opens', () => {
    expect(viewFor('attendees', poll('choice', {}), none, null)).toBeNull()
    expect(viewFor('staff', poll('choice', {}), none, null)).not.toBeNull()
    expect(viewFor('attendees', poll('debate', { before: 'closed' }), none, null)).not.toBeNull()
  })

  it('P9 Staff sees the numbers when the last wave is closed, the room when they are revealed', () => {
    const seen = (audience: 'attendees' | 'staff', stored: StoredPoll) => Poll.parse(viewFor(audience, stored, none, result)).result
    expect(seen('staff', poll('choice', { only: 'open' }))).toBeNull()
    expect(seen('staff', poll('debate', { before: 'closed' }))).toBeNull()
    expect(seen('staff', poll('choice', { only: 'closed' }))).toEqual(result)
    expect(seen('attendees', poll('choice', { only: 'closed' }))).toBeNull()
    expect(seen('attendees', poll('choice', { only: 'closed' }, { isRevealed: true }))).toEqual(result)
  })
})

describe('the number of ballots', () => {
  it('P10 Nothing is shown below five ballots, then every third', () => {
    expect([0, 4, 5, 6, 7, 8, 10, 11].map((ballots) => shownCount(ballots, true))).toEqual([null, null, 5, 5, 5, 8, 8, 11])
  })

  it('P10 P26 A wave that was closed before goes on from the number told then', () => {
    expect([3, 5, 6, 9].map((ballots) => shownCount(ballots, true, 3))).toEqual([3, 3, 6, 9])
    expect([10, 12, 13].map((ballots) => shownCount(ballots, true, 10))).toEqual([10, 10, 13])
  })

  it('P16 A poll held openly shows every number', () => {
    expect([0, 1, 4, 6].map((ballots) => shownCount(ballots, false))).toEqual([0, 1, 4, 6])
  })

  it('P10 Whatever is shown after whatever, three ballots or more lie between', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), (a, b) => {
        const [first, second] = [shownCount(Math.min(a, b), true) ?? 0, shownCount(Math.max(a, b), true) ?? 0]
        expect(first === second || second - first >= 3).toBe(true)
      }),
    )
  })
})
