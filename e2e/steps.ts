// What people do, in the words they see.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { Ready } from './podium.ts'
import type { Shop } from './shop.ts'

type Seat = Ready['attendees'][number]
type Login = Ready['trainer']

/** Opens a personal link and types the code; the button is still to be pressed. */
export async function openLink(page: Page, seat: Seat): Promise<void> {
  await page.goto(seat.link)
  await page.getByRole('textbox', { name: 'Zugangscode' }).fill(seat.code)
}

/** Opens a personal link, types the code and goes in with one click. */
export async function enter(page: Page, seat: Seat): Promise<void> {
  await openLink(page, seat)
  await page.getByRole('button', { name: /^(Jetzt teilnehmen|Zum Warteraum)$/ }).click()
}

/** Goes in with number and code, without a link. */
export async function enterByNumber(page: Page, seat: Seat): Promise<void> {
  await page.goto(new URL('/zugang', seat.link).href)
  await page.getByRole('textbox', { name: 'Zugangsnummer' }).fill(seat.number)
  await page.getByRole('textbox', { name: 'Zugangscode' }).fill(seat.code)
  await page.getByRole('button', { name: /Jetzt teilnehmen|Zum Warteraum|Weiter/ }).click()
}

/** Signs a member of staff in. */
export async function signIn(page: Page, login: Login): Promise<void> {
  await page.goto(login.url)
  await page.getByLabel('E-Mail-Adresse').fill(login.email)
  await page.getByLabel('Passwort').fill(login.password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
}

/** Signs an organiser in and opens the monitor of the seminar. */
export async function openMonitor(page: Page, login: Login): Promise<void> {
  await signIn(page, login)
  await page.getByRole('link', { name: /Öffnen/ }).click()
  await expect(page.getByText('Aylin Demir').filter({ visible: true }).first()).toBeVisible()
}

/** Signs the trainer in, turns on camera and microphone and goes live. */
export async function goLive(page: Page, login: Login): Promise<void> {
  await signIn(page, login)
  await openGreenRoom(page)
  await page.getByRole('button', { name: 'Live gehen' }).click()
  await expect(page.getByRole('button', { name: 'Seminar beenden' })).toBeVisible()
}

/** Waits for the green room; the browser allowed the devices before, so they start by themselves. */
export async function openGreenRoom(page: Page): Promise<void> {
  for (const ready of ['Kamera und Mikrofon laufen', 'Leitung zum Server steht'])
    await expect(page.getByRole('listitem').filter({ hasText: ready })).toBeVisible()
}

/** What arrives at a listener's page: numbers that only grow while sound and picture really flow. */
export interface Arrived {
  /** Energy of all sound decoded so far. */
  readonly audioEnergy: number
  readonly framesDecoded: number
}

/** Keeps every peer connection of a page where `arrived` finds it; call before the page is opened. */
export async function watchMedia(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections: Watched[] = []
    Object.assign(window, { connections })
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
        const connection = new target(...args)
        connections.push({ connection, streams: new Map() })
        return connection
      },
    })
  })
}

/** A peer connection and what came in last on each of its streams: a closed connection forgets what it received. */
interface Watched {
  readonly connection: RTCPeerConnection
  readonly streams: Map<string, Arrived>
}

interface InboundReport {
  readonly id: string
  readonly type: string
  readonly totalAudioEnergy?: number
  readonly framesDecoded?: number
}

/** Reads what has arrived at a watched page so far, over all connections it ever had. */
export function arrived(page: Page): Promise<Arrived> {
  return page.evaluate(async () => {
    const { connections } = window as unknown as { connections: Watched[] } // put there by watchMedia
    let [audioEnergy, framesDecoded] = [0, 0]
    for (const { connection, streams } of connections) {
      // The DOM types leave the reports open; these fields are numbers or missing.
      const reports = [...(await connection.getStats()).values()] as InboundReport[]
      for (const { id, type, totalAudioEnergy = 0, framesDecoded: frames = 0 } of reports)
        if (type === 'inbound-rtp') streams.set(id, { audioEnergy: totalAudioEnergy, framesDecoded: frames })
      for (const stream of streams.values()) {
        audioEnergy += stream.audioEnergy
        framesDecoded += stream.framesDecoded
      }
    }
    return { audioEnergy, framesDecoded }
  })
}

/** More pictures than a page holds back for later: so many come over a line that stands. */
const FRESH_FRAMES = 10

/** Waits until sound and picture arrive: from the line, not what a page still had when the line broke. */
export async function expectMediaFlows(page: Page, withinMs = 20_000): Promise<void> {
  const before = await arrived(page)
  let last = before
  await expect
    .poll(
      async () => {
        const now = await arrived(page)
        const isSoundArriving = now.audioEnergy > last.audioEnergy
        last = now
        return isSoundArriving && now.framesDecoded >= before.framesDecoded + FRESH_FRAMES
      },
      { timeout: withinMs, message: 'sound and picture arrive' },
    )
    .toBe(true)
}

/** Expects that axe finds nothing on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // Letters are shown in frames in which no script runs, so axe could not answer from there.
    .exclude('iframe.letter-frame')
    // Frames are left out, so axe need not open a page of its own to put their results together.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}

/** Makes a seminar of the organiser's own, signed in already; its tickets page stands open afterwards. */
export async function createSeminar(office: Page, title: string, startsAt: number): Promise<void> {
  await office.getByRole('button', { name: 'Seminar anlegen' }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByLabel('Titel', { exact: true }).fill(title)
  await dialog.getByLabel('Trainerin oder Trainer').fill('Miriam Voss')
  await dialog.getByLabel('Tag').fill(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' }).format(startsAt))
  await dialog.getByLabel('E-Mail für Hilfe').fill('hilfe@e-akademie.example')
  await dialog.getByRole('button', { name: 'Anlegen' }).click()
  await expect(office.getByLabel('Privates Zugangstoken')).toBeVisible()
}

/** Connects the seminar whose tickets page stands open with an event of the shop. */
export async function connectEvent(office: Page, shop: Shop, eventId: string): Promise<void> {
  await office.getByLabel('Privates Zugangstoken').fill(shop.token)
  await office.getByRole('button', { name: 'Verbindung testen' }).click()
  await expect(office.getByText(/^Verbunden als/)).toBeVisible()
  await office.getByLabel('Veranstaltung').selectOption(eventId)
  await office.getByRole('button', { name: 'Verbinden und abgleichen' }).click()
  await expect(office.getByRole('heading', { name: /ist auf dem Stand von/ })).toBeVisible()
}

/** The document of the letter that stands open: what its frame shows. */
export async function openLetter(office: Page): Promise<string> {
  const frame = office.locator('iframe.letter-frame')
  await expect(frame.contentFrame().getByRole('heading', { level: 1 })).toBeVisible()
  const answer = await office.request.get(new URL((await frame.getAttribute('src')) ?? '', office.url()).href)
  return answer.text()
}
