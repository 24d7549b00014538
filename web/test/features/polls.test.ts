import i18next from 'i18next'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verdictOf } from '../../src/features/polls/verdict.ts'
import { verdictLine } from '../../src/features/polls/verdictText.ts'
import { chosenOptions, currentPoll, openWave, optionsFor, ownAnswer, stepOf, withBallot } from '../../src/features/polls/view.ts'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
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
const revealed = (part: Parameters<typeof debateResult>[0]) =>
  debate({ waves: waves('closed', 'closed'), isRevealed: true, result: debateResult(part) })
/** A debate of sixty in which JA, UNENTSCHIEDEN and NEIN shifted by these points. */
const shifted = (points: [number, number, number], verdict: 'clear' | 'narrow' | 'tie', switchers = 23) =>
  revealed({
    before: tallies(22, 16, 22),
    after: tallies(32, 7, 21),
    switchers,
    shifts: openDebate().options.map(({ id }, index) => ({ optionId: id, points: points[index] ?? 0 })),
    margin: Math.round((points[0] - points[2]) * 10) / 10,
    verdict,
  })
const ordinary = (kind: 'choice' | 'multiple' | 'scale' | 'words', result: ReturnType<typeof openDebate>['result']) =>
  debate({
    kind,
    options:
      kind === 'words'
        ? []
        : [0, 1, 2].map((index) => ({ id: idOf(`X${index}`), label: kind === 'scale' ? '' : `Antwort ${index}`, stance: null })),
    waves: [pollWave({ state: 'closed', openedAt: 1, closedAt: 2 })],
    isRevealed: result !== null,
    result,
  })
const line = (poll: ReturnType<typeof debate>) => {
  const verdict = verdictOf(poll)
  return verdict && verdictLine(verdict, i18next.getFixedT(i18next.language, 'polls'))
}

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
      stepOf(revealed({})),
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
    expect((['before', 'after'] as const).map((wave) => chosenOptions(poll, ownAnswer(poll, ballots, wave))[0]?.label)).toEqual([
      'JA',
      'NEIN',
    ])
    expect(openWave(poll)?.name).toBe('after')
  })
})

describe('W49 One honest sentence says what moved', () => {
  beforeAll(async () => {
    await startTranslations()
    await changeLanguage('de')
  })
  afterAll(() => changeLanguage('de'))

  test('W49 the sentence of the reference, announced as one', () => {
    expect(line(shifted([16.7, -15, -1.7], 'narrow'))).toBe(
      '23 von 60 haben ihre Position geändert, JA gewinnt 16,7 Punkte, Abstand zu knapp für ein Urteil.',
    )
    expect(line(shifted([-4.3, -3, 7.3], 'clear'))).toBe(
      '23 von 60 haben ihre Position geändert, NEIN gewinnt 7,3 Punkte, der Abstand ist deutlich.',
    )
  })

  test('W49 where nobody gained the loss is told, and an even shift is a tie', () => {
    expect(line(shifted([0, 8.3, -8.3], 'narrow'))).toContain('NEIN verliert 8,3 Punkte')
    expect(line(shifted([5, -10, 5], 'tie'))).toContain('JA und NEIN verschieben sich gleich weit, das ist ein Patt.')
    expect(line(shifted([0, 0, 0], 'tie', 0))).toBe('Niemand hat die Position geändert, das ist ein Patt.')
  })

  test('W49 a shift is in points, never in percent', async () => {
    const sentences = [line(shifted([16.7, -15, -1.7], 'narrow'))]
    await changeLanguage('en')
    sentences.push(line(shifted([16.7, -15, -1.7], 'narrow')))
    await changeLanguage('de')
    expect(sentences[1]).toContain('16.7 points')
    expect(sentences.join(' ')).not.toMatch(/%|Prozent|percent/)
  })

  test('W49 too few voters get no numbers', () => {
    expect(verdictOf(revealed({ matched: 3 }))).toEqual({ kind: 'too_few', of: 'debate' })
    const poll = ordinary('choice', { kind: 'choice', ballots: 3, tallies: null })
    expect(line(poll)).toBe(
      'Damit niemand erkennbar wird, zeigen wir keine Zahlen: Zu wenige haben abgestimmt oder danach noch etwas geändert.',
    )
  })

  test('W49 every kind of poll has its sentence', () => {
    const counts = ordinary('choice', null).options.map(({ id }, index) => ({ optionId: id, count: [2, 7, 1][index] ?? 0 }))
    expect([
      line(ordinary('choice', { kind: 'choice', ballots: 10, tallies: counts })),
      line(ordinary('multiple', { kind: 'multiple', ballots: 8, tallies: counts })),
      line(ordinary('scale', { kind: 'scale', ballots: 10, tallies: counts, mean: 1.9, median: 2 })),
      line(
        ordinary('words', {
          kind: 'words',
          ballots: 9,
          groups: [
            { word: 'Vertrauen', count: 4 },
            { word: 'Nähe', count: 4 },
            { word: 'Zeit', count: 1 },
          ],
        }),
      ),
      line(ordinary('words', { kind: 'words', ballots: 6, groups: [] })),
    ]).toEqual([
      'Antwort 1 liegt mit 7 von 10 Stimmen vorn.',
      'Antwort 1 wurde 7-mal gewählt, am häufigsten bei 8 Abstimmenden.',
      '1,9 von 5 im Mittel, die mittlere Antwort ist 2.',
      'Am häufigsten genannt: „Vertrauen“, „Nähe“, 4-mal.',
      'Es gibt keine Antworten zu zeigen.',
    ])
  })
})

describe('W111 Half of the seats see the answers of a debate the other way round', () => {
  test('W111 the two kinds of seats see opposite orders, alike in every wave; other polls keep theirs', () => {
    const labels = (poll: ReturnType<typeof debate>, bit: 0 | 1) => optionsFor(poll, bit).map(({ label }) => label)
    const [one, other] = [labels(debate({}), 0), labels(debate({}), 1)]
    expect(one.toReversed()).toEqual(other)
    expect([one, other]).toContainEqual(['JA', 'UNENTSCHIEDEN', 'NEIN'])
    expect(labels(debate({ waves: waves('closed', 'open') }), 1)).toEqual(other)
    const poll = ordinary('choice', null)
    expect(labels(poll, 1)).toEqual(labels(poll, 0))
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
    const poll = revealed({})
    const { stage } = attendeeSnapshot()
    const item = attendeeSnapshot().seminar.agenda[0]
    if (!item) throw new Error('no item')
    const at = (startedAt: number) => ({ ...stage, currentItemId: item.id, progress: [{ itemId: item.id, startedAt, endedAt: null }] })
    expect([isRevealOnStage(poll, at(1)), isRevealOnStage(poll, at(1_000))]).toEqual([true, false])
  })
})
