import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { DebateStatistics, Poll, WordGroup } from '@podium/shared/polls.ts'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PollHands } from '../../src/features/poll-control/hands.ts'
import { PollBox } from '../../src/features/poll-control/PollBox.tsx'
import { PollPanel } from '../../src/features/poll-control/PollPanel.tsx'
import { canArchive, canEdit, reopenable, sortPolls } from '../../src/features/poll-control/steps.ts'
import { shownWords } from '../../src/features/poll-control/words.ts'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { Announcer } from '../../src/ui/Announcer.tsx'
import { debateResult, idOf, openDebate, pollWave, seminarCard } from '../lib/builders.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
afterEach(cleanup)

type State = 'draft' | 'armed' | 'open' | 'closed'
const debate = (before: State, after: State, part: Parameters<typeof openDebate>[0] = {}) =>
  openDebate({ waves: [pollWave({ name: 'before', state: before }), pollWave({ name: 'after', state: after })], ...part })
const words = (part: Parameters<typeof openDebate>[0] = {}) =>
  openDebate({ kind: 'words', options: [], waves: [pollWave({ state: 'closed', ballots: 9 })], isFrozen: true, ...part })

/** Hands that write down what they are asked. */
function notebook(part: Partial<PollHands> = {}) {
  const asked: unknown[][] = []
  const hands: PollHands = {
    open: (_, wave, seconds) => void asked.push(['open', wave, seconds]),
    arm: (_, wave) => void asked.push(['arm', wave]),
    extend: (_, wave) => void asked.push(['extend', wave]),
    close: (_, wave) => void asked.push(['close', wave]),
    reveal: () => void asked.push(['reveal']),
    revealEarly: () => void asked.push(['revealEarly']),
    archive: () => void asked.push(['archive']),
    create: async (draft) => (asked.push(['create', draft]), null),
    edit: async (_, draft) => (asked.push(['edit', draft.text]), null),
    readWords: async () => ({ kind: 'got', value: [] }),
    groupWords: async () => ({ kind: 'got', value: [] }),
    readStatistics: async () => ({ kind: 'got', value: { margin: null, shifts: null } }),
    ...part,
  }
  return { asked, hands }
}

function show(poll: Poll, hands: PollHands, part: Partial<Parameters<typeof PollBox>[0]> = {}) {
  const props = {
    agenda: seminarCard().agenda,
    isNext: true,
    present: 60,
    isLive: true,
    isOver: false,
    nowMs: 0,
    timeZone: 'Europe/Berlin',
  }
  return render(<PollBox poll={poll} hands={hands} {...props} {...part} />)
}
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))
async function choose(entry: string) {
  await press(/Weitere Aktionen/)
  await userEvent.click(screen.getByRole('menuitem', { name: entry }))
}

describe('W116 A wave opens by hand or with an automatic end', () => {
  test('W116 without a choice it stays open until it is closed', async () => {
    const { asked, hands } = notebook()
    show(debate('draft', 'draft'), hands)
    await press('Erste Runde öffnen')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Wann die Abstimmung schließt' }), 'schließt nach 3 Minuten')
    await press('Erste Runde öffnen')
    await press('Als Nächstes vormerken')
    expect(asked).toEqual([
      ['open', 'before', null],
      ['open', 'before', 180],
      ['arm', 'before'],
    ])
  })

  test('W116 an automatic end is told and put off by one press; one by hand has nothing to put off', async () => {
    const { asked, hands } = notebook()
    const at = Date.UTC(2027, 2, 12, 9, 42)
    const wave = pollWave({ name: 'before', state: 'open', openedAt: 1, closesAt: at })
    show(openDebate({ waves: [wave, pollWave({ name: 'after' })] }), hands, { nowMs: at - 64_000 })
    expect(screen.getByText('Schließt um 10:42, in 1:04 Min.')).toBeTruthy()
    await press('+1 Min.')
    expect(asked).toEqual([['extend', 'before']])
    cleanup()
    show(debate('open', 'draft'), hands)
    expect(screen.queryByRole('button', { name: '+1 Min.' })).toBeNull()
  })

  test('W116 before the seminar is live a poll can be marked as next, not opened', () => {
    show(debate('draft', 'draft'), notebook().hands, { isLive: false })
    expect(screen.queryByRole('button', { name: /öffnen/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Als Nächstes vormerken' })).toBeTruthy()
  })

  test('W116 a wave that closed by itself is announced', () => {
    const panel = (poll: Poll) => (
      <>
        <Announcer />
        <PollPanel
          polls={[poll]}
          hands={notebook().hands}
          agenda={[]}
          currentItemId={null}
          present={1}
          isLive
          isOver={false}
          nowMs={0}
          timeZone="UTC"
        />
      </>
    )
    const { rerender } = render(panel(debate('open', 'draft')))
    rerender(panel(debate('closed', 'draft')))
    expect(screen.getByRole('status').textContent).toBe('Die Abstimmung ist geschlossen.')
  })
})

describe('W117 What leaves a trace asks first', () => {
  test('W117 opening again makes a new version and keeps the votes', async () => {
    const { asked, hands } = notebook()
    show(debate('closed', 'closed'), hands)
    await choose('Wieder öffnen')
    const dialog = screen.getByRole('alertdialog', { name: 'Abstimmung wieder öffnen?' })
    expect(dialog.textContent).toContain('Es entsteht Fassung 2. Die Stimmen bis jetzt bleiben')
    expect(document.querySelector('.actions')?.firstElementChild?.textContent).toBe('Abbrechen')
    await press('Fassung öffnen')
    expect(asked).toEqual([['open', 'after', null]])
  })

  test('W117 showing numbers early says that it marks the result, and can be called off', async () => {
    const { asked, hands } = notebook()
    show(debate('closed', 'draft'), hands)
    await choose('Zahlen von vorher schon zeigen')
    expect(screen.getByRole('alertdialog').textContent).toContain('Vermerk „beeinflusst“')
    await press('Abbrechen')
    expect(asked).toEqual([])
    await choose('Zahlen von vorher schon zeigen')
    await press('Trotzdem zeigen')
    expect(asked).toEqual([['revealEarly']])
  })
})

describe('W118 A poll can be changed until its first opening', () => {
  test('W118 the form holds what it is, and sends what it became', async () => {
    const { asked, hands } = notebook()
    show(debate('draft', 'draft'), hands)
    await choose('Bearbeiten')
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'These' })
    expect(field.value).toBe(openDebate().text)
    await userEvent.clear(field)
    await userEvent.type(field, 'Neu')
    await press('Änderungen sichern')
    expect(asked).toEqual([['edit', 'Neu']])
  })

  test('W118 what can be done follows from where the poll stands', () => {
    const can = (poll: Poll) => [canEdit(poll), canArchive(poll), reopenable(poll)?.name ?? null]
    expect([
      can(debate('draft', 'draft')),
      can(debate('draft', 'draft', { isFrozen: true })),
      can(debate('open', 'draft')),
      can(debate('closed', 'draft')),
      can(debate('closed', 'closed')),
      can(debate('closed', 'closed', { isRevealed: true })),
      can(debate('closed', 'closed', { isRevealed: true, isArchived: true })),
    ]).toEqual([
      [true, true, null],
      [false, true, null],
      [false, false, null],
      [false, false, 'before'],
      [false, false, 'after'],
      [false, true, null],
      [false, false, null],
    ])
    const away = debate('draft', 'draft', { isArchived: true })
    expect(sortPolls([away])).toEqual({ running: [], prepared: [], over: [], archived: [away] })
  })
})

describe('W119 Answers in words are sorted before the room sees them', () => {
  const group = (written: string, count: number, shownAs: string | null = written): WordGroup => ({ written, count, shownAs })

  test('W119 what is shown alike is counted together, what is kept back comes last', () => {
    const shown = shownWords([group('Mist', 9, null), group('nähe', 2, 'Nähe'), group('Zeit', 4), group('Nähe', 3)])
    expect(shown.map(({ shownAs, count }) => [shownAs, count])).toEqual([
      ['Nähe', 5],
      ['Zeit', 4],
      [null, 9],
    ])
  })

  test('W119 several answers become one, others are kept back, and a refusal is told', async () => {
    const sent: unknown[] = []
    const { hands } = notebook({
      readWords: async () => ({ kind: 'got', value: [group('Nähe', 3), group('naehe', 1), group('Mist', 1)] }),
      groupWords: async (_, written, shownAs) => {
        sent.push([written, shownAs])
        return sent.length === 1
          ? { kind: 'got', value: [group('Nähe', 3), group('naehe', 1, 'Nähe'), group('Mist', 1)] }
          : { kind: 'refused', reason: 'Das ist inzwischen nicht mehr möglich.' }
      },
    })
    show(words(), hands)
    await press('Antworten ordnen')
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Nähe (3)' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'naehe (1)' }))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Zeigen als' }).value).toBe('Nähe')
    await press('2 Antworten zusammenfassen')
    expect(await screen.findByRole<HTMLInputElement>('checkbox', { name: 'naehe (1)', checked: false })).toBeTruthy()
    await press('Verbergen')
    expect(screen.getByRole('alert').textContent).toContain('zuerst Antworten')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Mist (1)' }))
    await press('Verbergen')
    expect(sent).toEqual([
      [['Nähe', 'naehe'], 'Nähe'],
      [['Mist'], null],
    ])
    expect(screen.getByRole('alert').textContent).toContain('nicht mehr möglich')
  })
})

describe('W120 The stage alone reads how sure a debate is', () => {
  const [yes] = openDebate().options
  const statistics = (part: Partial<DebateStatistics>): PollHands =>
    notebook({ readStatistics: async () => ({ kind: 'got', value: { margin: null, shifts: null, ...part } }) }).hands
  const counted = () =>
    debate('closed', 'closed', {
      result: debateResult({
        before: openDebate().options.map(({ id }) => ({ optionId: id, count: 20 })),
        after: openDebate().options.map(({ id }) => ({ optionId: id, count: 20 })),
        switchers: 4,
        margin: 18.3,
        verdict: 'narrow',
      }),
    })
  const open = async () => {
    await act(async () => {
      const details = document.querySelector<HTMLDetailsElement>('.statistics')
      if (details) details.open = true
      details?.dispatchEvent(new Event('toggle'))
    })
  }

  test('W120 intervals in points with their meaning, no p-value', async () => {
    const hands = statistics({
      margin: { interval: { from: -4.2, to: 40.9 }, excludesZero: false },
      shifts: yes ? [{ optionId: yes.id, interval: { from: 2.9, to: 29.3 } }] : null,
    })
    const { container } = show(counted(), hands)
    await open()
    expect(container.textContent).toContain('95-%-Intervall −4,2 bis +40,9 Punkte. Hätten nur wenige anders gestimmt')
    expect(container.textContent).toContain('JA: 95-%-Intervall +2,9 bis +29,3 Punkte')
    expect(container.textContent).not.toMatch(/p\s*[=<]|signifikan/i)
  })

  test('W120 below fifty people it says only whether it could tip', async () => {
    const { container } = show(counted(), statistics({ margin: { interval: null, excludesZero: true } }))
    await open()
    expect(container.textContent).toContain('hätte dieselbe Seite mehr gewonnen. Unter 50 Personen nennen wir dafür kein Intervall.')
    expect(container.textContent).not.toContain('Intervall +')
  })

  test('W120 nothing is asked where there are no numbers', () => {
    show(debate('closed', 'closed', { result: debateResult({ matched: 3 }) }), notebook().hands)
    expect(screen.queryByText(/Wie sicher/)).toBeNull()
    expect(screen.queryByText(idOf('P'))).toBeNull()
  })
})
