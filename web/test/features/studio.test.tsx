import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Stage } from '@podium/shared/stage.ts'
import type { z } from 'zod'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { NoteDialog } from '../../src/features/moderation/NoteDialog.tsx'
import { doneQuestions, openQuestions } from '../../src/features/moderation/order.ts'
import { draftOf, emptyForm, problemsOf } from '../../src/features/poll-control/draft.ts'
import type { PollDraft } from '../../src/features/poll-control/draft.ts'
import { NewPoll } from '../../src/features/poll-control/NewPoll.tsx'
import { nextPoll, standingOf, stepsOf } from '../../src/features/poll-control/steps.ts'
import { AgendaDeck } from '../../src/features/studio-agenda/AgendaDeck.tsx'
import { expectedEnd, minutesBehind, timedItems } from '../../src/features/studio-agenda/timing.ts'
import { EndDialog } from '../../src/features/studio/EndDialogs.tsx'
import { GoLive } from '../../src/features/studio/GoLive.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { idOf, openDebate, pollWave, publishedQuestion, seminarCard } from '../lib/builders.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const MINUTE = 60_000

function stage(part: Partial<z.input<typeof Stage>> = {}): Stage {
  return Stage.parse({
    state: 'live',
    wentLiveAt: 0,
    endedAt: null,
    endsAt: 90 * MINUTE,
    currentItemId: idOf('1'),
    progress: [{ itemId: idOf('1'), startedAt: 0, endedAt: null }],
    ...part,
  })
}

describe('W75 Going live takes three seconds and says what is missing', () => {
  const seminar = seminarCard({ startsAt: 60 * MINUTE, state: 'open' })
  const press = () => act(() => screen.getByRole('button', { name: 'Live gehen' }).click())

  test('W75 it counts down and then goes live once', async () => {
    vi.useFakeTimers()
    let times = 0
    render(<GoLive seminar={seminar} nowMs={55 * MINUTE} hasMicrophone onGoLive={async () => ((times += 1), null)} />)
    press()
    expect(screen.getByRole('timer').textContent).toBe('3')
    await act(async () => vi.advanceTimersByTimeAsync(1_000))
    expect(screen.getByRole('timer').textContent).toBe('2')
    expect(times).toBe(0)
    for (let second = 0; second < 3; second += 1) await act(async () => vi.advanceTimersByTimeAsync(1_000))
    expect(times).toBe(1)
  })

  test('W75 the count can be called off', async () => {
    vi.useFakeTimers()
    let times = 0
    render(<GoLive seminar={seminar} nowMs={55 * MINUTE} hasMicrophone onGoLive={async () => ((times += 1), null)} />)
    press()
    act(() => screen.getByRole('button', { name: 'Doch noch nicht' }).click())
    await act(async () => vi.advanceTimersByTimeAsync(10_000))
    expect(times).toBe(0)
    expect(screen.getByRole('button', { name: 'Live gehen' })).toBeTruthy()
  })

  test('W75 without a microphone, and before the lobby opens, it says so instead', () => {
    const { rerender } = render(<GoLive seminar={seminar} nowMs={55 * MINUTE} hasMicrophone={false} onGoLive={async () => null} />)
    press()
    expect(screen.getByRole('alert').textContent).toContain('Mikrofon')
    rerender(<GoLive seminar={seminar} nowMs={10 * MINUTE} hasMicrophone onGoLive={async () => null} />)
    press()
    expect(screen.getByRole('alert').textContent).toContain('01:30 Uhr')
  })
})

describe('W76 Planned and actual time stand side by side', () => {
  const { agenda } = seminarCard()
  const progress = [
    { itemId: idOf('1'), startedAt: 0, endedAt: 33 * MINUTE },
    { itemId: idOf('2'), startedAt: 33 * MINUTE, endedAt: null },
  ]

  test('W76 minutes behind the plan are measured by where the agenda stands', () => {
    const now = 38 * MINUTE
    const items = timedItems(agenda, stage({ currentItemId: idOf('2'), progress }), now)
    expect(items.map(({ state }) => state)).toEqual(['done', 'now', 'next'])
    expect(minutesBehind(items, 0, now)).toBe(3)
    expect(expectedEnd(items, now)).toBe(93 * MINUTE)
  })

  test('W76 an item that runs over makes the plan late, one left early makes it ahead', () => {
    const over = timedItems(agenda, stage(), 36 * MINUTE)
    expect(minutesBehind(over, 0, 36 * MINUTE)).toBe(6)
    const early = timedItems(
      agenda,
      stage({
        currentItemId: idOf('2'),
        progress: [
          { itemId: idOf('1'), startedAt: 0, endedAt: 20 * MINUTE },
          { itemId: idOf('2'), startedAt: 20 * MINUTE, endedAt: null },
        ],
      }),
      20 * MINUTE,
    )
    expect(minutesBehind(early, 0, 20 * MINUTE)).toBe(-10)
  })

  test('W76 an item visited twice counts both times', () => {
    const visits = [
      { itemId: idOf('1'), startedAt: 0, endedAt: 10 * MINUTE },
      { itemId: idOf('2'), startedAt: 10 * MINUTE, endedAt: 12 * MINUTE },
      { itemId: idOf('1'), startedAt: 12 * MINUTE, endedAt: null },
    ]
    expect(timedItems(agenda, stage({ progress: visits }), 15 * MINUTE)[0]?.spentMs).toBe(13 * MINUTE)
  })
})

test('W77 The arrow keys move through the agenda only while one of its buttons has the focus', async () => {
  const shown: string[] = []
  const middle = stage({ currentItemId: idOf('2') })
  render(
    <AgendaDeck seminar={seminarCard()} stage={middle} nowMs={0} onShow={(id) => shown.push(id)} onExtend={() => undefined}>
      <span />
    </AgendaDeck>,
  )
  await userEvent.keyboard('{ArrowRight}')
  expect(shown).toEqual([])
  act(() => screen.getByRole('button', { name: 'Weiter' }).focus())
  await userEvent.keyboard('{ArrowRight}{ArrowLeft}')
  expect(shown).toEqual([idOf('3'), idOf('1')])
})

describe('W78 The stage sees questions in the order it needs them', () => {
  const question = (tail: string, part: Parameters<typeof publishedQuestion>[0]) => publishedQuestion({ id: idOf(tail), ...part })
  const all = [
    question('1', { upvotes: 3, askedAt: 1 }),
    question('2', { upvotes: 9, askedAt: 2 }),
    question('3', { state: 'new', askedAt: 5 }),
    question('4', { state: 'new', askedAt: 4 }),
    question('5', { state: 'answering', askedAt: 3 }),
    question('6', { state: 'withdrawn' }),
    question('7', { state: 'declined' }),
    question('8', { state: 'answered_in_writing', note: 'Ja.' }),
    question('9', { state: 'merged' }),
  ]
  const ids = (questions: readonly { id: string }[]) => questions.map(({ id }) => id.at(-1))

  test('W78 new ones oldest first, approved ones by votes', () => {
    const open = openQuestions(all)
    expect([ids(open.answering), ids(open.fresh), ids(open.published)]).toEqual([['5'], ['4', '3'], ['2', '1']])
  })

  test('W78 approved ones can also stand newest first', () => {
    expect(ids(openQuestions([...all, question('0', { upvotes: 0, askedAt: 9 })], 'time').published)).toEqual(['0', '2', '1'])
  })

  test('W78 dealt-with ones stand apart and withdrawn ones nowhere', () => {
    const done = doneQuestions(all)
    expect([ids(done.later), ids(done.answered), ids(done.merged), ids(done.declined)]).toEqual([[], ['8'], ['9'], ['7']])
  })
})

describe('W79 A written answer needs words, a decline may have a reason', () => {
  test('W79 an empty answer is not sent and says why', async () => {
    const sent: unknown[] = []
    render(
      <NoteDialog
        question={publishedQuestion()}
        kind="answered_in_writing"
        onClose={() => undefined}
        onDone={(moderation) => sent.push(moderation)}
      />,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Antwort veröffentlichen' }))
    expect(screen.getByText('Bitte schreiben Sie zuerst die Antwort.')).toBeTruthy()
    await userEvent.type(screen.getByRole('textbox'), 'Die Behörde.')
    await userEvent.click(screen.getByRole('button', { name: 'Antwort veröffentlichen' }))
    expect(sent).toEqual([{ to: 'answered_in_writing', note: 'Die Behörde.' }])
  })

  test('W79 a decline without a reason carries none', async () => {
    const sent: unknown[] = []
    render(
      <NoteDialog
        question={publishedQuestion()}
        kind="declined"
        onClose={() => undefined}
        onDone={(moderation) => sent.push(moderation)}
      />,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Ablehnen' }))
    expect(sent).toEqual([{ to: 'declined', note: null }])
  })
})

describe('W80 A poll shows where it stands and what comes next', () => {
  const debate = (before: 'draft' | 'open' | 'closed', after: 'draft' | 'open' | 'closed', isRevealed = false) =>
    openDebate({ waves: [pollWave({ name: 'before', state: before }), pollWave({ name: 'after', state: after })], isRevealed })

  test('W80 a debate goes prepared, open, between, open, counted, revealed', () => {
    const course = [
      debate('draft', 'draft'),
      debate('open', 'draft'),
      debate('closed', 'draft'),
      debate('closed', 'open'),
      debate('closed', 'closed'),
      debate('closed', 'closed', true),
    ]
    expect(course.map((poll) => standingOf(poll).kind)).toEqual(['prepared', 'open', 'between', 'open', 'counted', 'revealed'])
    expect(course.map((poll) => stepsOf(poll).findIndex(({ state }) => state === 'now'))).toEqual([-1, 0, 1, 2, 3, -1])
  })

  test('W80 a debate with a vote in the middle has a step more', () => {
    const poll = openDebate({
      waves: [pollWave({ name: 'before', state: 'closed' }), pollWave({ name: 'middle', state: 'open' }), pollWave({ name: 'after' })],
    })
    expect(stepsOf(poll).map(({ key }) => key)).toEqual(['stepBefore', 'stepDebate', 'stepMiddle', 'stepAfter', 'stepResult'])
    expect(stepsOf(poll).find(({ state }) => state === 'now')?.key).toBe('stepMiddle')
  })

  test('W80 the next poll belongs to the current item or the nearest one after it', () => {
    const { agenda } = seminarCard()
    const first = openDebate({ id: idOf('1'), itemId: idOf('1') })
    const last = openDebate({ id: idOf('2'), itemId: idOf('3') })
    expect(nextPoll([last, first], agenda, null)).toBe(first)
    expect(nextPoll([last, first], agenda, idOf('2'))).toBe(last)
    expect(nextPoll([first], agenda, idOf('3'))).toBe(first)
    expect(nextPoll([], agenda, null)).toBeNull()
    const armed = openDebate({
      id: idOf('4'),
      itemId: null,
      waves: [pollWave({ name: 'before', state: 'armed' }), pollWave({ name: 'after' })],
    })
    expect(nextPoll([last, first, armed], agenda, idOf('2'))).toBe(armed)
  })
})

describe('W81 A poll made on the spot needs a question and two different answers', () => {
  test('W81 it says what is missing and keeps what was typed when refused', async () => {
    const drafts: PollDraft[] = []
    const answers = ['Das geht gerade nicht.', null]
    let isOpen = true
    render(
      <NewPoll
        poll={null}
        agenda={seminarCard().agenda}
        currentItemId={idOf('2')}
        onClose={() => (isOpen = false)}
        onSave={async (draft) => (drafts.push(draft), answers.shift() ?? null)}
      />,
    )
    const create = () => userEvent.click(screen.getByRole('button', { name: 'Umfrage anlegen' }))
    await create()
    expect(screen.getByText('Bitte schreiben Sie die Frage.')).toBeTruthy()
    expect(screen.getByText('Bitte geben Sie mindestens zwei verschiedene Antworten an.')).toBeTruthy()
    await userEvent.type(screen.getByRole('textbox', { name: 'Frage' }), 'Wer postet?')
    await userEvent.type(screen.getByRole('textbox', { name: 'Antwort 1' }), 'Ich')
    await userEvent.type(screen.getByRole('textbox', { name: 'Antwort 2' }), 'Ich')
    await create()
    expect(drafts).toEqual([])
    await userEvent.type(screen.getByRole('textbox', { name: 'Antwort 2' }), ' nicht')
    await create()
    expect(await screen.findByText('Das geht gerade nicht.')).toBeTruthy()
    expect(isOpen).toBe(true)
    await create()
    expect(drafts.at(-1)).toEqual({
      kind: 'choice',
      text: 'Wer postet?',
      options: ['Ich', 'Ich nicht'],
      isConfidential: true,
      hasMiddle: false,
      itemId: idOf('2'),
    })
    expect(isOpen).toBe(false)
  })

  test('W81 each kind asks for what it needs, and a look at another kind loses nothing', () => {
    const form = { ...emptyForm(null), text: ' Wie sicher? ', options: ['Ja', ' '] }
    expect(problemsOf(form).options).toBe('optionsMissing')
    expect(problemsOf({ ...form, kind: 'multiple' }).options).toBe('optionsMissing')
    expect(problemsOf({ ...form, kind: 'scale', scale: ['gar nicht', '', '', '', ' '] }).options).toBe('scaleMissing')
    expect(problemsOf({ ...form, kind: 'words' })).toEqual({ isTextMissing: false, options: null })
    expect(draftOf({ ...form, kind: 'scale', scale: ['gar nicht', '', '', '', ' sehr '], hasMiddle: true })).toEqual({
      kind: 'scale',
      text: 'Wie sicher?',
      options: ['gar nicht', '', '', '', 'sehr'],
      isConfidential: true,
      hasMiddle: false,
      itemId: null,
    })
    expect(draftOf({ ...form, kind: 'debate', hasMiddle: true })).toMatchObject({ options: [], hasMiddle: true })
  })
})

test('W82 Ending asks first, names what is open, and offers staying before ending', async () => {
  let hasEnded = false
  render(
    <EndDialog
      isOpen
      present={45}
      minutesOpen={43}
      itemsOpen={3}
      questionsOpen={8}
      onClose={() => undefined}
      onEnd={() => (hasEnded = true)}
    />,
  )
  const dialog = screen.getByRole('alertdialog', { name: 'Seminar jetzt beenden?' })
  expect(dialog.textContent).toContain('43 Minuten und 3 Punkte')
  expect(dialog.textContent).toContain('alle 45 Personen')
  expect(dialog.textContent).toContain('8 Fragen')
  expect(document.querySelector('.actions')?.firstElementChild?.textContent).toBe('Weitermachen')
  await userEvent.click(screen.getByRole('button', { name: 'Für alle beenden' }))
  expect(hasEnded).toBe(true)
})
