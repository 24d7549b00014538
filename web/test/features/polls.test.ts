import { describe, expect, test } from 'vitest'
import { currentPoll, openWave, ownChoice, stepOf, verdictOf, withBallot } from '../../src/features/polls/view.ts'
import { isRevealOnStage, pictureBeside, pictureOnStage } from '../../src/pages/attendee/room/staging.ts'
import { attendeeSnapshot, debateResult, idOf, openDebate, pollWave } from '../lib/builders.ts'

type State = 'draft' | 'open' | 'closed'
const waves = (before: State, after: State, at = 1) => [
  pollWave({ name: 'before', state: before, openedAt: at, closedAt: before === 'closed' ? at + 1 : null }),
  pollWave({ name: 'after', state: after, openedAt: after === 'draft' ? null : at + 2, closedAt: after === 'closed' ? at + 3 : null }),
]
const debate = (part: Parameters<typeof openDebate>[0]) => openDebate(part)
const tallies = (...counts: [number, number, number]) =>
  openDebate().options.map(({ id }, index) => ({ optionId: id, count: counts[index] ?? 0 }))
const revealed = (before: [number, number, number], after: [number, number, number], switchers: number) =>
  debate({
    waves: waves('closed', 'closed'),
    isRevealed: true,
    result: debateResult({ before: tallies(...before), after: tallies(...after), switchers }),
  })

describe('W48 The poll tab shows the poll everybody is busy with', () => {
  test('W48 an open wave wins over a later closed one', () => {
    const open = debate({ id: idOf('P1') })
    const later = debate({ id: idOf('P2'), waves: waves('closed', 'closed', 50) })
    expect(currentPoll([later, open])?.id).toBe(open.id)
    expect(currentPoll([])).toBeNull()
  })

  test('W48 a debate goes before → debate → after → result', () => {
    expect([
      stepOf(debate({})),
      stepOf(debate({ waves: waves('closed', 'draft') })),
      stepOf(debate({ waves: waves('closed', 'open') })),
      stepOf(revealed([1, 1, 1], [1, 1, 1], 0)),
    ]).toEqual(['before', 'debate', 'after', 'result'])
  })

  test('W48 a new ballot replaces the earlier one of the same wave alone', () => {
    const poll = debate({ waves: waves('closed', 'open') })
    const cast = (wave: 'before' | 'after', index: number) => {
      const option = poll.options[index]
      if (!option) throw new Error('no such option')
      return { pollId: poll.id, wave, choice: { kind: 'options' as const, optionIds: [option.id] } }
    }
    const ballots = withBallot(withBallot([cast('before', 0)], cast('after', 0)), cast('after', 2))
    expect([ownChoice(poll, ballots, 'before')?.label, ownChoice(poll, ballots, 'after')?.label]).toEqual(['JA', 'NEIN'])
    expect(openWave(poll)?.name).toBe('after')
  })
})

describe('W49 One honest sentence says what moved', () => {
  test('W49 who changed, who gained, who leads', () => {
    expect(verdictOf(revealed([24, 15, 21], [28, 12, 20], 23))).toEqual({
      kind: 'debate',
      switchers: 23,
      matched: 60,
      net: { label: 'JA', gain: 4, lead: 'still' },
    })
  })

  test('W49 no winner where two gain alike', () => {
    expect(verdictOf(revealed([20, 20, 20], [24, 12, 24], 8))).toMatchObject({ net: null })
  })

  test('W49 too few voters get no numbers', () => {
    const poll = debate({
      waves: waves('closed', 'closed'),
      isRevealed: true,
      result: debateResult({ matched: 3 }),
    })
    expect(verdictOf(poll)).toEqual({ kind: 'too_few' })
  })
})

describe('W50 What is large on the stage', () => {
  const camera = { id: 'camera', attach: () => () => undefined }
  const screen = { id: 'screen', attach: () => () => undefined }

  test('W50 slide means the screen, video means the camera, the other one is small', () => {
    expect([pictureOnStage({ camera, screen }, 'slide'), pictureBeside({ camera, screen }, 'slide', false)]).toEqual([screen, camera])
    expect([pictureOnStage({ camera, screen }, 'video'), pictureBeside({ camera, screen }, 'video', false)]).toEqual([camera, screen])
  })

  test('W50 a camera alone takes the stage and leaves the side to the agenda', () => {
    expect([pictureOnStage({ camera, screen: null }, 'video'), pictureBeside({ camera, screen: null }, 'video', false)]).toEqual([
      camera,
      'none',
    ])
  })

  test('W50 a result stays on the stage until the next agenda item', () => {
    const poll = revealed([20, 20, 20], [20, 20, 20], 0)
    const { stage } = attendeeSnapshot()
    const item = attendeeSnapshot().seminar.agenda[0]
    if (!item) throw new Error('no item')
    const at = (startedAt: number) => ({ ...stage, currentItemId: item.id, progress: [{ itemId: item.id, startedAt, endedAt: null }] })
    expect([isRevealOnStage(poll, at(1)), isRevealOnStage(poll, at(1_000))]).toEqual([true, false])
  })
})
