import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Stage } from '@podium/shared/stage.ts'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { curveItems, curveWindow } from '../../src/features/monitor/curve.ts'
import { ExportPolls } from '../../src/features/monitor/ExportPolls.tsx'
import { isShown, matches, sortPeople } from '../../src/features/monitor/people.ts'
import { PeopleTable } from '../../src/features/monitor/PeopleTable.tsx'
import { segmentsOf, sentenceOf, summarise } from '../../src/features/monitor/summary.ts'
import { Credentials } from '../../src/features/seats-admin/Credentials.tsx'
import { RevokeSeat } from '../../src/features/seats-admin/SeatDialogs.tsx'
import { SignIn } from '../../src/features/staff/SignIn.tsx'
import { WrongDoor } from '../../src/features/staff/WrongDoor.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { attendanceRow, idOf, seminarCard } from '../lib/builders.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const MINUTE = 60_000
const SEAT = { seatId: idOf('A'), holderName: 'Aylin Demir' }

/** A server that answers everything the same way. */
function answering(answer: unknown): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return { json: async () => answer }
  })
  return asked
}

describe('W70 Signing in says what is wrong and keeps what was typed', () => {
  const signIn = async () => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <SignIn place="Studio" />
      </QueryClientProvider>,
    )
    await userEvent.type(screen.getByLabelText('E-Mail-Adresse'), 'miriam@e-akademie.example')
    await userEvent.type(screen.getByLabelText('Passwort'), 'falsch')
    await userEvent.click(screen.getByRole('button', { name: 'Anmelden' }))
  }

  test('W70 a wrong password keeps the address and does not say which of both was wrong', async () => {
    answering({ ok: false, code: 'login_wrong', retryAfterMs: null })
    await signIn()
    expect((await screen.findByRole('alert')).textContent).toContain('E-Mail-Adresse oder Passwort stimmt nicht.')
    expect(screen.getByLabelText<HTMLInputElement>('E-Mail-Adresse').value).toBe('miriam@e-akademie.example')
  })

  test('W70 after too many attempts it says how long to wait', async () => {
    answering({ ok: false, code: 'too_many_requests', retryAfterMs: 29_500 })
    await signIn()
    expect((await screen.findByRole('alert')).textContent).toContain('30 Sekunden')
  })

  test('W70 empty fields are named before anything is sent', async () => {
    const asked = answering({ ok: true, value: {} })
    render(
      <QueryClientProvider client={new QueryClient()}>
        <SignIn place="Studio" />
      </QueryClientProvider>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Anmelden' }))
    expect(screen.getByText('Bitte geben Sie Ihr Passwort ein.')).toBeTruthy()
    expect(asked).toEqual([])
  })
})

test('W71 An account of the other side of the house is shown its own door', () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WrongDoor belongs="organisation" />
    </QueryClientProvider>,
  )
  expect(screen.getByRole('link', { name: 'Zur Organisation' }).getAttribute('href')).toBe('/orga')
})

describe('W83 The monitor says the result first', () => {
  const rows = [
    attendanceRow({ seatId: idOf('1'), presence: 'live' }),
    attendanceRow({ seatId: idOf('2'), presence: 'silent' }),
    attendanceRow({ seatId: idOf('3'), presence: 'dropped' }),
    attendanceRow({ seatId: idOf('4'), presence: 'expected', firstSeenAt: null }),
    attendanceRow({ seatId: idOf('5'), presence: 'revoked' }),
  ]

  test('W83 revoked seats count nowhere, everybody else exactly once', () => {
    const summary = summarise(rows)
    expect(summary).toMatchObject({ seats: 4, present: 2, hearing: 1, silent: 1, missing: 1, gone: 1, attended: 3 })
    expect(segmentsOf(summary, 'live').reduce((sum, { count }) => sum + count, 0)).toBe(4)
    expect(segmentsOf(summary, 'ended').map(({ key, count }) => [key, count])).toEqual([
      ['attended', 3],
      ['never', 1],
    ])
  })

  test('W83 the sentence fits the moment', () => {
    expect((['published', 'open', 'live', 'ended'] as const).map(sentenceOf)).toEqual([
      'notOpenYet',
      'areWaiting',
      'arePresent',
      'werePresent',
    ])
  })
})

describe('W84 The search finds a caller in seconds', () => {
  test('W84 without accents, by parts of the name, by e-mail and by number with or without its gap', () => {
    const row = attendanceRow({ holderName: 'Cem Yıldırım-Großmann', holderEmail: 'cem@stadt.example' })
    for (const typed of ['yildirim', 'GROSS cem', 'stadt.ex', '7k3m9 p2q', '7K3M9P2QX4', '  '])
      expect([typed, matches(row, typed)]).toEqual([typed, true])
    expect(matches(row, 'Demir')).toBe(false)
  })
})

describe('W85 People can be sorted and filtered', () => {
  const rows = [
    attendanceRow({ seatId: idOf('1'), holderName: 'Ömer Aksoy', presence: 'live', presentMinutes: 40 }),
    attendanceRow({ seatId: idOf('2'), holderName: 'Zoe Zander', presence: 'expected', presentMinutes: 0, firstSeenAt: null }),
    attendanceRow({ seatId: idOf('3'), holderName: 'Beate Lößner', presence: 'silent', presentMinutes: 47 }),
  ]

  test('W85 whoever needs help comes first; names sort as people expect', () => {
    expect(sortPeople(rows, { column: 'state', isDescending: true }).map(({ presence }) => presence)).toEqual([
      'expected',
      'silent',
      'live',
    ])
    expect(sortPeople(rows, { column: 'person', isDescending: false }).map(({ holderName }) => holderName)).toEqual([
      'Beate Lößner',
      'Ömer Aksoy',
      'Zoe Zander',
    ])
    expect(rows.filter((row) => isShown(row, 'away'))).toHaveLength(1)
  })

  test('W85 the head of a column says how it is sorted, and the table shows what was searched', async () => {
    const nothing = () => undefined
    render(
      <PeopleTable
        rows={rows}
        timeZone="Europe/Berlin"
        isOver={false}
        onAdd={nothing}
        onRevoke={nothing}
        onRestore={nothing}
        onReissue={nothing}
      />,
    )
    const minutes = screen.getByRole('columnheader', { name: /Minuten/ })
    expect(minutes.getAttribute('aria-sort')).toBe('none')
    await userEvent.click(within(minutes).getByRole('button'))
    expect(minutes.getAttribute('aria-sort')).toBe('descending')
    await userEvent.type(screen.getByRole('searchbox'), 'lossner')
    expect(screen.getAllByRole('row')).toHaveLength(2)
    expect(screen.getByText('1 von 3 angezeigt')).toBeTruthy()
  })
})

test('W86 Link, code and number are shown once, in a dialog that a press outside does not lose', async () => {
  let isOpen = true
  const credentials = {
    seatId: attendanceRow().seatId,
    holderName: 'Cem Yıldırım',
    link: 'https://podium.example/s/x/T',
    code: '730418',
    number: '7K3M9P2QX4',
  }
  render(<Credentials credentials={credentials} onClose={() => (isOpen = false)} />)
  const dialog = screen.getByRole('alertdialog', { name: 'Zugang für Cem Yıldırım' })
  for (const text of ['https://podium.example/s/x/T', '730 418', '7K3M9 P2QX4']) expect(within(dialog).getByText(text)).toBeTruthy()
  await userEvent.click(document.body)
  expect(isOpen).toBe(true)
})

describe('W87 Revoking asks first and says when it was refused', () => {
  test('W87 keeping the seat comes first; nothing is sent before the answer', async () => {
    const asked = answering({ ok: true, value: {} })
    let isOpen = true
    render(<RevokeSeat seat={SEAT} onClose={() => (isOpen = false)} />)
    expect(document.querySelector('.actions')?.firstElementChild?.textContent).toBe('Platz behalten')
    expect(asked).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Stornieren' }))
    expect(asked).toEqual(['/api/seats/revoke'])
    await vi.waitFor(() => expect(isOpen).toBe(false))
  })

  test('W87 a refusal stays in the dialog', async () => {
    answering({ ok: false, code: 'not_found', retryAfterMs: null })
    render(<RevokeSeat seat={SEAT} onClose={() => undefined} />)
    await userEvent.click(screen.getByRole('button', { name: 'Stornieren' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Das gibt es nicht')
  })
})

describe('W89 The curve spans the seminar and nothing else', () => {
  const seminar = seminarCard({ startsAt: 600 * MINUTE, endsAt: 690 * MINUTE })
  const stage = Stage.parse({
    state: 'live',
    wentLiveAt: 600 * MINUTE,
    endedAt: null,
    endsAt: 690 * MINUTE,
    currentItemId: idOf('2'),
    progress: [
      { itemId: idOf('1'), startedAt: 600 * MINUTE, endedAt: 640 * MINUTE },
      { itemId: idOf('2'), startedAt: 640 * MINUTE, endedAt: null },
    ],
  })

  test('W89 from a quarter of an hour before the start, at most half an hour, to the end as it stands', () => {
    expect(curveWindow([], seminar, stage, 645 * MINUTE)).toEqual({ from: 585 * MINUTE, until: 690 * MINUTE, now: 645 * MINUTE })
    expect(curveWindow([{ at: 400 * MINUTE, present: 1 }], seminar, stage, 645 * MINUTE).from).toBe(570 * MINUTE)
    expect(curveWindow([], seminar, stage, 500 * MINUTE).now).toBeNull()
    expect(curveWindow([], seminar, { ...stage, endedAt: 700 * MINUTE }, 900 * MINUTE)).toMatchObject({
      until: 700 * MINUTE,
      now: 700 * MINUTE,
    })
  })

  test('W89 items stand where they ran, coming ones follow as planned', () => {
    expect(curveItems(seminar, stage).map(({ startsAt, endsAt, state }) => [startsAt / MINUTE, endsAt / MINUTE, state])).toEqual([
      [600, 640, 'done'],
      [640, 680, 'now'],
      [680, 700, 'next'],
    ])
  })
})

describe('W130 The organiser keeps the numbers of all polls as a file', () => {
  test('W130 the file has the name and content the server gave it', async () => {
    const asked = answering({ ok: true, value: { fileName: 'umfragen.csv', csv: 'Frage;JA' } })
    const kept: { name: string; content: Promise<string> }[] = []
    let content: Promise<string> = Promise.resolve('')
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: (blob: Blob) => ((content = blob.text()), 'blob:kept'), revokeObjectURL: () => undefined }),
    )
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function keep(this: HTMLAnchorElement) {
      kept.push({ name: this.download, content })
    })
    render(<ExportPolls seminarId={idOf('S') as never} onFailed={() => undefined} />) // a branded id
    await userEvent.click(screen.getByRole('button', { name: 'Umfrageergebnisse als CSV' }))
    await vi.waitFor(() => expect(kept).toHaveLength(1))
    expect(kept[0]?.name).toBe('umfragen.csv')
    expect(await kept[0]?.content).toBe('Frage;JA')
    expect(asked[0]).toContain('/api/polls/export')
    click.mockRestore()
  })

  test('W130 a failure is told', async () => {
    answering({ ok: false, code: 'not_allowed', retryAfterMs: null })
    const failed = vi.fn<(error: unknown) => void>()
    render(<ExportPolls seminarId={idOf('S') as never} onFailed={failed} />) // a branded id
    await userEvent.click(screen.getByRole('button', { name: 'Umfrageergebnisse als CSV' }))
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1))
  })
})
