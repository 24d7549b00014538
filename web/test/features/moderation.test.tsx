import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Question } from '@podium/shared/questions.ts'
import { QuestionQueue } from '../../src/features/moderation/QuestionQueue.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { Announcer } from '../../src/ui/Announcer.tsx'
import { idOf, publishedQuestion } from '../lib/builders.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const one = publishedQuestion({ id: idOf('1'), text: 'Wer haftet?', upvotes: 1, askedAt: 9 })
const other = publishedQuestion({ id: idOf('2'), text: 'Wer ist verantwortlich?', upvotes: 5, askedAt: 1 })
const declined = publishedQuestion({ id: idOf('3'), text: 'Werbung', state: 'declined' })

function Studio({ questions, isModerated = true, done = [] }: { questions: Question[]; isModerated?: boolean; done?: unknown[] }) {
  return (
    <>
      <Announcer />
      <QuestionQueue
        questions={questions}
        isModerated={isModerated}
        timeZone="Europe/Berlin"
        onModerate={(question, moderation) => done.push([question.id, moderation])}
        onMerge={(question, into) => done.push([question.id, into.id])}
        onUnmerge={(question) => done.push(question.id)}
        onSetModerated={(wanted) => done.push(wanted)}
      />
    </>
  )
}

const card = (text: string) => within(screen.getByRole('article', { name: text }))

describe('W102 The stage puts questions together and takes them apart', () => {
  test('W102 by keyboard alone, choosing among those still in the list', async () => {
    const done: unknown[] = []
    render(<Studio questions={[one, other, declined]} done={done} />)
    card('Wer haftet?').getByRole('button', { name: 'Weitere Aktionen' }).focus()
    await userEvent.keyboard('{Enter}')
    const entry = await screen.findByRole('menuitem', { name: 'Mit anderer Frage zusammenführen …' })
    act(() => entry.focus())
    await userEvent.keyboard('{Enter}')
    const dialog = within(await screen.findByRole('dialog', { name: 'Mit welcher Frage zusammenführen?' }))
    expect(dialog.getAllByRole('radio')).toHaveLength(1)
    dialog.getByRole('button', { name: 'Zusammenführen' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(dialog.getByRole('alert').textContent).toContain('Bitte wählen Sie eine Frage aus.')
    dialog.getByRole('radio', { name: /Wer ist verantwortlich\?.*Freigegeben, 5 Stimmen/ }).focus()
    await userEvent.keyboard(' ')
    dialog.getByRole('button', { name: 'Zusammenführen' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(done).toEqual([[one.id, other.id]])
  })

  test('W102 where there is nothing to merge with, merging is not offered', async () => {
    render(<Studio questions={[one, declined]} />)
    await userEvent.click(card('Wer haftet?').getByRole('button', { name: 'Weitere Aktionen' }))
    expect(await screen.findByRole('menuitem', { name: 'Ablehnen' })).toBeTruthy()
    expect(screen.queryByRole('menuitem', { name: /zusammenführen/ })).toBeNull()
  })

  test('W102 a merged question says with what, stands with the dealt-with ones and can be taken out', async () => {
    const done: unknown[] = []
    const merged = publishedQuestion({ ...one, state: 'merged' })
    render(<Studio questions={[merged, publishedQuestion({ ...other, mergedIds: [one.id] })]} done={done} />)
    expect(screen.queryByText('Wer haftet?')).toBeNull()
    expect(card('Wer ist verantwortlich?').getByText('1 Frage zusammengeführt')).toBeTruthy()
    await userEvent.click(screen.getByRole('tab', { name: /Erledigt/ }))
    expect(card('Wer haftet?').getByText('Wer ist verantwortlich?')).toBeTruthy()
    await userEvent.click(card('Wer haftet?').getByRole('button', { name: 'Wieder trennen' }))
    expect(done).toEqual([one.id])
  })
})

describe('W100 The chosen order stays on the device', () => {
  const order = () => screen.getAllByRole('article').map((article) => article.querySelector('bdi')?.textContent)

  test('W100 approved questions by votes or the newest first, also after a reload', async () => {
    render(<Studio questions={[one, other]} />)
    expect(order()).toEqual([other.text, one.text])
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Freigegebene Fragen sortieren' }), 'Neueste')
    expect(order()).toEqual([one.text, other.text])
    cleanup()
    render(<Studio questions={[one, other]} />)
    expect(order()).toEqual([one.text, other.text])
  })
})

describe('W103 The stage shows and says how moderation stands, whoever turned it', () => {
  test('W103 a switch by somebody else is announced', () => {
    const { rerender } = render(<Studio questions={[]} />)
    expect(screen.getByRole('switch', { name: 'Erst freigeben' }).getAttribute('aria-checked')).toBe('true')
    rerender(<Studio questions={[]} isModerated={false} />)
    expect(screen.getByRole('switch', { name: 'Erst freigeben' }).getAttribute('aria-checked')).toBe('false')
    expect(screen.getByRole('status').textContent).toBe('Fragen erscheinen sofort für alle.')
  })
})
