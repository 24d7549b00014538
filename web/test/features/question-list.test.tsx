import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OwnQuestion, Question } from '@podium/shared/questions.ts'
import type { QuestionId } from '@podium/shared/primitives.ts'
import { NowQuestion } from '../../src/features/questions/NowQuestion.tsx'
import { listQuestions } from '../../src/features/questions/order.ts'
import { QuestionList } from '../../src/features/questions/QuestionList.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { useAnnouncements } from '../../src/pages/attendee/room/useAnnouncements.ts'
import { Announcer } from '../../src/ui/Announcer.tsx'
import { attendeeSnapshot, idOf, ownQuestion, publishedQuestion } from '../lib/builders.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => localStorage.clear())
afterEach(cleanup)

interface ListProps {
  readonly questions?: readonly Question[]
  readonly own?: readonly OwnQuestion[]
  readonly ownUpvotes?: readonly QuestionId[]
  readonly done?: unknown[]
}

function List({ questions = [], own = [], ownUpvotes = [], done = [] }: ListProps) {
  return (
    <QuestionList
      isOpen
      questions={listQuestions(questions, own)}
      ownUpvotes={ownUpvotes}
      timeZone="Europe/Berlin"
      actions={{
        upvote: (question, isUpvoted) => done.push([question.id, isUpvoted]),
        edit: async () => null,
        withdraw: (question) => done.push(question.id),
      }}
    />
  )
}

const popular = publishedQuestion({ id: idOf('1'), text: 'Wer haftet?', upvotes: 9, askedAt: 1 })
const fresh = publishedQuestion({ id: idOf('2'), text: 'Was gilt für Reels?', upvotes: 0, askedAt: 5 })
const mine = ownQuestion({ id: idOf('3'), text: 'Darf ich liken?', state: 'new', askedAt: 3 })
const shown = () => screen.getAllByRole('listitem').map((item) => item.querySelector('.q-text')?.textContent)

describe('W100 The chosen order stays on the device', () => {
  test('W100 by votes or the newest first, also after a reload', async () => {
    render(<List questions={[popular, fresh]} />)
    expect(shown()).toEqual([popular.text, fresh.text])
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Sortierung' }), 'Neueste')
    expect(shown()).toEqual([fresh.text, popular.text])
    cleanup()
    render(<List questions={[popular, fresh]} />)
    expect(shown()).toEqual([fresh.text, popular.text])
  })

  test('W100 one’s own questions can stand alone', async () => {
    render(<List questions={[popular, fresh]} own={[mine]} />)
    const chip = screen.getByRole('button', { name: 'Meine Fragen 1' })
    await userEvent.click(chip)
    expect(shown()).toEqual([mine.text])
    expect(chip.getAttribute('aria-pressed')).toBe('true')
    await userEvent.click(chip)
    expect(shown()).toHaveLength(3)
  })

  test('W100 without own questions there is nothing to choose', () => {
    render(<List questions={[popular]} />)
    expect(screen.queryByRole('button', { name: /Meine Fragen/ })).toBeNull()
  })
})

describe('W101 The author of a merged question sees what becomes of it', () => {
  const merged = (about: Partial<NonNullable<OwnQuestion['mergedInto']>>) =>
    ownQuestion({
      ...mine,
      state: 'merged',
      mergedInto: { id: popular.id, text: popular.text, state: 'published', note: null, ...about },
    })

  test('W101 the words of the target and its answer', () => {
    render(<List own={[merged({ state: 'answered_in_writing', note: 'Die Behörde.' })]} />)
    const item = within(screen.getByRole('listitem'))
    for (const words of ['Zusammengeführt', 'Mit dieser Frage:', popular.text, 'Beantwortet', 'Die Behörde.'])
      expect(item.getByText(words)).toBeTruthy()
    expect(item.queryByRole('button', { name: 'Zurückziehen' })).toBeNull()
  })

  test('W101 while the target is being checked only that it is', () => {
    render(<List own={[merged({ text: null, state: 'new' })]} />)
    expect(screen.getByText('Die andere Frage wird noch geprüft')).toBeTruthy()
    expect(screen.queryByText('Mit dieser Frage:')).toBeNull()
  })

  test('W101 a target that was declined tells why', () => {
    render(<List own={[merged({ text: null, state: 'declined', note: 'Passt nicht.' })]} />)
    expect(screen.getByText('Begründung: Passt nicht.')).toBeTruthy()
  })

  test('W101 it can still be withdrawn while its target is open', async () => {
    const done: unknown[] = []
    render(<List own={[merged({})]} done={done} />)
    await userEvent.click(screen.getByRole('button', { name: 'Zurückziehen' }))
    await userEvent.click(
      within(screen.getByRole('group', { name: 'Frage wirklich zurückziehen?' })).getByRole('button', { name: 'Zurückziehen' }),
    )
    expect(done).toEqual([mine.id])
  })

  test('W101 the target is supported already, for askers and for earlier supporters', async () => {
    const done: unknown[] = []
    const target = publishedQuestion({ ...popular, mergedIds: [mine.id, fresh.id] })
    const { rerender } = render(<List questions={[target]} own={[merged({})]} done={done} />)
    expect(screen.getByRole('button', { name: 'Ihre Frage zählt hier mit, 9 Stimmen' }).getAttribute('aria-disabled')).toBe('true')
    rerender(<List questions={[target]} ownUpvotes={[fresh.id]} done={done} />)
    await userEvent.click(screen.getByRole('button', { name: /Sie unterstützen diese Frage/, pressed: true }))
    expect(done).toEqual([[popular.id, false]])
  })

  function Room({ own }: { readonly own: OwnQuestion }) {
    useAnnouncements(attendeeSnapshot({ ownQuestions: [own] }), 'live', null, 0)
    return <Announcer />
  }

  test('W101 the merge and the answer to the target are announced', () => {
    const { rerender } = render(<Room own={mine} />)
    const said = () => screen.getByRole('status').textContent
    rerender(<Room own={merged({})} />)
    expect(said()).toBe('Ihre Frage wurde mit einer ähnlichen zusammengeführt.')
    rerender(<Room own={merged({ state: 'answering' })} />)
    expect(said()).toBe('Ihre Frage wird jetzt beantwortet.')
    rerender(<Room own={merged({ state: 'answered' })} />)
    expect(said()).toBe('Ihre Frage wurde beantwortet.')
  })
})

describe('W105 Every state of a question is an icon and words', () => {
  test.each([
    ['answering', 'Wird gerade beantwortet', 'now'],
    ['answered', 'Beantwortet', 'ok'],
    ['answered_in_writing', 'Beantwortet', 'ok'],
    ['later', 'Antwort wird nachgereicht', 'primary'],
  ] as const)('W105 %s reads %s', (state, words, tone) => {
    const note = state === 'answered_in_writing' ? 'Die Behörde.' : null
    render(<List questions={[publishedQuestion({ state, note })]} />)
    const status = screen.getByText(words).closest('.status')
    expect(status?.getAttribute('data-tone')).toBe(tone)
    expect(status?.querySelector('svg')).not.toBeNull()
    expect(screen.queryByText('Die Behörde.') !== null).toBe(note !== null)
  })

  test('W105 an approved one has no badge, one’s own says who sees it', () => {
    const { container } = render(
      <List questions={[popular]} own={[mine, ownQuestion({ id: idOf('4'), state: 'declined', note: 'Doppelt.' })]} />,
    )
    expect(container.querySelectorAll('.status')).toHaveLength(2)
    expect(screen.getByText('Wird geprüft, nur für Sie sichtbar')).toBeTruthy()
    expect(screen.getByText('Nicht freigegeben, nur für Sie sichtbar')).toBeTruthy()
    expect(screen.getByText('Begründung: Doppelt.')).toBeTruthy()
  })

  test('W105 the one being answered is marked in the list and stands under the stage', () => {
    const answering = publishedQuestion({ ...popular, state: 'answering' })
    const { container } = render(<List questions={[fresh, answering]} />)
    expect(container.querySelector('li')?.getAttribute('data-s')).toBe('answering')
    cleanup()
    const [listed] = listQuestions([answering], [])
    render(listed ? <NowQuestion question={listed} trainerName="Miriam Voss" timeZone="Europe/Berlin" /> : null)
    expect(screen.getByRole('figure').textContent).toContain(answering.text)
  })
})
