// What people do, in the words they see.
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { Ready } from './podium.ts'

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
    const connections: RTCPeerConnection[] = []
    Object.assign(window, { connections })
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
        const connection = new target(...args)
        connections.push(connection)
        return connection
      },
    })
  })
}

/** Reads what has arrived at a watched page so far. */
export function arrived(page: Page): Promise<Arrived> {
  return page.evaluate(async () => {
    const { connections } = window as unknown as { connections: RTCPeerConnection[] } // put there by watchMedia
    let [audioEnergy, framesDecoded] = [0, 0]
    for (const connection of connections) {
      // The DOM types leave the reports open; these fields are numbers or missing.
      const reports = [...(await connection.getStats()).values()] as { type: string; totalAudioEnergy?: number; framesDecoded?: number }[]
      for (const report of reports) {
        if (report.type !== 'inbound-rtp') continue
        audioEnergy += report.totalAudioEnergy ?? 0
        framesDecoded += report.framesDecoded ?? 0
      }
    }
    return { audioEnergy, framesDecoded }
  })
}

/** Waits until more sound and, unless told otherwise, more picture arrives than before. */
export async function expectMediaFlows(page: Page, withinMs = 20_000, isPictureExpected = true): Promise<void> {
  const before = await arrived(page)
  await expect
    .poll(
      async () => {
        const now = await arrived(page)
        return now.audioEnergy > before.audioEnergy && (!isPictureExpected || now.framesDecoded > before.framesDecoded)
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
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([])
}
