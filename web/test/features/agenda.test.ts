import { describe, expect, test } from 'vitest'
import { Stage } from '@podium/shared/stage.ts'
import { agendaProgress } from '../../src/features/agenda/progress.ts'
import { idOf, seminarCard } from '../lib/builders.ts'

const MINUTE = 60_000
const card = seminarCard()
const stage = (part: object = {}) =>
  Stage.parse({
    state: 'live',
    wentLiveAt: 0,
    endedAt: null,
    endsAt: 90 * MINUTE,
    currentItemId: idOf('2'),
    progress: [
      { itemId: idOf('1'), startedAt: 0, endedAt: 28 * MINUTE },
      { itemId: idOf('2'), startedAt: 28 * MINUTE, endedAt: null },
    ],
    ...part,
  })

describe('W44 The agenda shows where the seminar stands', () => {
  test('W44 items before the current one are done, the current one has its share and its rest', () => {
    const progress = agendaProgress(card, stage(), 38 * MINUTE)
    expect(progress.rows.map(({ state }) => state)).toEqual(['done', 'now', 'next'])
    expect(progress.current).toMatchObject({ progress: 0.25, minutesLeft: 30, startsAt: 30 * MINUTE })
    expect(progress).toMatchObject({ phase: 'running', currentNumber: 2, totalMinutes: 90, minutesLeft: 52 })
  })

  test('W44 an item over its time says no rest and is full', () => {
    expect(agendaProgress(card, stage(), 80 * MINUTE).current).toMatchObject({ progress: 1, minutesLeft: null })
  })

  test('W44 before the start nothing is done, after the end everything is', () => {
    const before = agendaProgress(card, stage({ state: 'open', currentItemId: null, progress: [] }), -5 * MINUTE)
    expect([before.phase, before.current, ...before.rows.map(({ state }) => state)]).toEqual(['before', null, 'next', 'next', 'next'])
    const after = agendaProgress(card, stage({ state: 'ended', endedAt: 1, currentItemId: null }), 95 * MINUTE)
    expect([after.phase, after.minutesLeft, ...after.rows.map(({ state }) => state)]).toEqual(['over', 0, 'done', 'done', 'done'])
  })

  test('W44 an extension counts into the whole', () => {
    expect(agendaProgress(card, stage({ endsAt: 100 * MINUTE }), 38 * MINUTE)).toMatchObject({ totalMinutes: 100, minutesLeft: 62 })
  })

  test('W44 a seminar that begins early never has more minutes left than it has', () => {
    expect(agendaProgress(card, stage(), -20 * MINUTE)).toMatchObject({ totalMinutes: 90, minutesLeft: 90 })
  })
})
