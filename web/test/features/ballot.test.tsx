import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { AttendeeSnapshot } from '@podium/shared/room.ts'
import type { Choice, Poll } from '@podium/shared/polls.ts'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Ballot } from '../../src/features/polls/Ballot.tsx'
import type { Draft } from '../../src/features/polls/choice.ts'
import { DebateTables } from '../../src/features/polls/DebateTables.tsx'
import { ResultTable } from '../../src/features/polls/ResultTable.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { useAnnouncements } from '../../src/pages/attendee/room/useAnnouncements.ts'
import { Announcer } from '../../src/ui/Announcer.tsx'
import { attendeeSnapshot, debateResult, idOf, openDebate, pollWave } from '../lib/builders.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
afterEach(cleanup)

const OPEN = pollWave({ state: 'open', openedAt: 1 })
const option = (tail: string, label: string) => ({ id: idOf(tail), label, stance: null })
const choice = (kind: Poll['kind'], options = [option('A', 'Instagram'), option('B', 'Mastodon')]) =>
  openDebate({ kind, text: 'Wo sind Sie?', options, waves: [OPEN] })
const scale = () =>
  choice(
    'scale',
    ['gar nicht', '', '', '', 'sehr'].map((label, index) => option(`S${index}`, label)),
  )

function show(poll: Poll, part: Partial<Parameters<typeof Ballot>[0]> = {}) {
  const votes: Choice[] = []
  const wave = poll.waves[0] ?? OPEN
  const drafts = part.drafts ?? new Map<string, Draft>()
  const element = (cast: Choice | null) => (
    <Ballot
      poll={poll}
      wave={wave}
      options={poll.options}
      cast={cast}
      earlier={null}
      isConnected
      nowMs={0}
      timeZone="Europe/Berlin"
      drafts={drafts}
      onVote={async (vote) => (votes.push(vote), null)}
      {...part}
    />
  )
  const { rerender } = render(element(part.cast ?? null))
  return { votes, drafts, cast: (vote: Choice) => rerender(element(vote)) }
}
const send = () => userEvent.click(screen.getByRole('button', { name: 'Stimme abgeben' }))

describe('W110 Each kind of poll has its own ballot', () => {
  test('W110 one answer: nothing is sent before one is chosen', async () => {
    const { votes } = show(choice('choice'))
    await send()
    expect(screen.getByRole('alert').textContent).toContain('Bitte wählen Sie zuerst eine Antwort.')
    await userEvent.click(screen.getByRole('radio', { name: 'Mastodon' }))
    expect(screen.queryByRole('alert')).toBeNull()
    await send()
    expect(votes).toEqual([{ kind: 'options', optionIds: [idOf('B')] }])
  })

  test('W110 several answers: at least one, in the order of the poll', async () => {
    const { votes } = show(choice('multiple'))
    await send()
    expect(screen.getByRole('alert').textContent).toContain('mindestens eine')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Mastodon' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Instagram' }))
    await send()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Instagram' }))
    await send()
    expect(votes).toEqual([
      { kind: 'options', optionIds: [idOf('A'), idOf('B')] },
      { kind: 'options', optionIds: [idOf('B')] },
    ])
  })

  test('W110 a number from 1 to 5: its ends are part of the names, the arrow keys move', async () => {
    const { votes } = show(scale())
    expect(screen.getAllByRole('radio').map((radio) => radio.getAttribute('aria-label'))).toEqual([
      '1, gar nicht',
      '2',
      '3',
      '4',
      '5, sehr',
    ])
    await userEvent.click(screen.getByRole('radio', { name: '4' }))
    await send()
    expect(votes).toEqual([{ kind: 'options', optionIds: [idOf('S3')] }])
  })

  test('W110 a short line of words: forty characters as a reader counts them', async () => {
    const { votes } = show(choice('words', []))
    const field = screen.getByRole('textbox', { name: 'Ihre Antwort' })
    await send()
    expect(field.getAttribute('aria-invalid')).toBe('true')
    await userEvent.type(field, '👩‍🚒'.repeat(39))
    expect(screen.getByText('Noch 1 Zeichen.')).toBeTruthy()
    await userEvent.type(field, 'ab')
    expect(screen.getByText('1 Zeichen zu viel.')).toBeTruthy()
    await send()
    expect(screen.getByRole('alert').textContent).toContain('zu lang')
    await userEvent.clear(field)
    await userEvent.type(field, ' Vertrauen {Enter}')
    expect(votes).toEqual([{ kind: 'word', word: 'Vertrauen' }])
  })
})

describe('W112 A vote can be changed until the poll is closed', () => {
  const chosen: Choice = { kind: 'options', optionIds: [openDebate().options[0]!.id] }

  test('W112 a cast vote locks the ballot until somebody wants to change it', async () => {
    const { votes, cast } = show(openDebate())
    cast(chosen)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'JA' }).disabled).toBe(true)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'JA' }).checked).toBe(true)
    await userEvent.click(screen.getByRole('button', { name: 'Stimme ändern' }))
    await userEvent.click(screen.getByRole('radio', { name: 'NEIN' }))
    await send()
    expect(votes).toEqual([{ kind: 'options', optionIds: [openDebate().options[2]?.id] }])
  })

  test('W112 what was begun is still there after a look at another tab', async () => {
    const { drafts } = show(choice('words', []))
    await userEvent.type(screen.getByRole('textbox'), 'Halb fer')
    cleanup()
    show(choice('words', []), { drafts })
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('Halb fer')
    await send()
    expect(drafts.size).toBe(0)
  })
})

test('W113 Every ballot says whether it is confidential and what whoever runs the seminar can see', () => {
  show(choice('choice'))
  expect(document.querySelector('.poll-privacy')?.textContent).toMatch(/^ ?Vertraulich\. .*nicht Ihre Wahl/)
  cleanup()
  show({ ...choice('choice'), isConfidential: false })
  expect(document.querySelector('.poll-privacy')?.textContent).toMatch(/^ ?Offen\. .*auch kleine Zahlen, aber nicht, wer was gewählt hat/)
})

describe('W114 An automatic end warns once', () => {
  test('W114 it is a time of day, and its last seconds are words, not a countdown', () => {
    const at = Date.UTC(2027, 2, 12, 9, 42)
    const poll = { ...choice('choice'), waves: [{ ...OPEN, closesAt: at }] }
    show(poll, { nowMs: at - 20_001 })
    expect(screen.getByText('Schließt um 10:42 Uhr.')).toBeTruthy()
    cleanup()
    show(poll, { nowMs: at - 20_000 })
    expect(screen.getByText('Schließt in wenigen Sekunden.')).toBeTruthy()
    cleanup()
    show(choice('choice'))
    expect(screen.queryByText(/Schließt/)).toBeNull()
  })

  test('W114 the warning is said once, and again after one more minute', () => {
    const at = Date.UTC(2027, 2, 12, 9, 42)
    const room = (closesAt: number, nowMs: number) => (
      <>
        <Announcer />
        <Say snapshot={attendeeSnapshot({ polls: [{ ...choice('choice'), waves: [{ ...OPEN, closesAt }] }] })} nowMs={nowMs} />
      </>
    )
    const said = () => screen.getByRole('status').textContent
    const { rerender } = render(room(at, at - 30_000))
    expect(said()).toBe('')
    rerender(room(at, at - 20_000))
    expect(said()).toBe('Die Abstimmung schließt in 20 Sekunden.')
    const first = screen.getByRole('status').firstElementChild
    rerender(room(at, at - 5_000))
    expect(screen.getByRole('status').firstElementChild).toBe(first)
    rerender(room(at + 60_000, at - 4_000))
    rerender(room(at + 60_000, at + 41_000))
    expect(screen.getByRole('status').firstElementChild).not.toBe(first)
  })
})

function Say({ snapshot, nowMs }: { readonly snapshot: AttendeeSnapshot; readonly nowMs: number }) {
  useAnnouncements(snapshot, 'live', null, nowMs)
  return null
}

describe('W115 The tables of a debate say everything the picture says', () => {
  const tallies = (...counts: number[]) => openDebate().options.map(({ id }, index) => ({ optionId: id, count: counts[index] ?? 0 }))
  const result = debateResult({
    before: tallies(22, 16, 22),
    after: tallies(32, 7, 21),
    switchers: 23,
    moves: [
      [18, null, null],
      [null, 4, null],
      [null, null, 15],
    ],
    shifts: openDebate().options.map(({ id }, index) => ({ optionId: id, points: [16.7, -15, -1.7][index] ?? 0 })),
    margin: 18.3,
    verdict: 'narrow',
    beforeOnly: 1,
    afterOnly: 5,
    isInfluenced: true,
  })

  test('W115 shifts in points, hidden cells with their sum, people with one vote, the mark', () => {
    const { container } = render(<DebateTables poll={openDebate()} result={result} />)
    const text = container.textContent
    for (const part of ['+16,7', '−15,0', '−1,7', 'zusammen 23 andere Wechsel', 'beeinflusst']) expect(text).toContain(part)
    expect(text).toContain('1 Person hat nur vorher abgestimmt, 5 Personen haben nur nachher abgestimmt')
    expect(text).not.toContain('%')
    expect(screen.getAllByText('verdeckt')).toHaveLength(6)
  })

  test('W115 the turnout counts those present, and is left out where people who left would make it absurd', () => {
    const waves = [
      pollWave({ name: 'before', state: 'closed', ballots: 52, present: 60 }),
      pollWave({ name: 'after', state: 'closed', ballots: 55, present: 50 }),
    ]
    render(<ResultTable poll={openDebate({ waves, isRevealed: true, result })} />)
    expect(screen.getByText('Beteiligung vorher: 52 von 60 Anwesenden.')).toBeTruthy()
    expect(screen.queryByText(/Beteiligung nachher/)).toBeNull()
  })
})
