import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, test } from './actors.ts'
import { scan } from './scanner.ts'
import { startShop } from './shop.ts'
import { connectEvent, createSeminar, enter, enterByNumber, signIn } from './steps.ts'

const DAY_MS = 24 * 60 * 60_000
/** Nothing, and nonsense: never six digits, and no whole address, for that would be somebody's word. */
const TEXTS = ['', 'Qwertz 12345']
const Answer = z.object({ ok: z.literal(true), value: z.record(z.string(), z.unknown()) })
const Seminars = z.object({ seminars: z.array(z.object({ id: z.string(), title: z.string() })) })
const Letters = z.object({ letters: z.array(z.object({ id: z.string(), kind: z.string(), state: z.string(), dueAt: z.number() })) })

/** Asks an endpoint as the signed-in organiser does. */
async function ask(office: Page, path: string, query: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const answer = await office.request.get(new URL(`${path}?${new URLSearchParams(query).toString()}`, office.url()).href)
  return Answer.parse(await answer.json()).value
}

/** All the organiser can learn of seats, letters, polls and attendance; only the clock is left out, for it goes on. */
async function everything(office: Page, seminarIds: readonly string[], monitor: string): Promise<unknown> {
  const told: unknown[] = [await ask(office, '/api/seminars')]
  for (const seminarId of seminarIds) {
    for (const path of ['/api/seats/list', '/api/letters', '/api/tickets/connection', '/api/tickets/hooks', '/api/polls/export']) {
      const { serverNow: _goesOn, ...rest } = await ask(office, path, { seminarId })
      told.push([path, rest])
    }
  }
  await office.goto(monitor)
  await expect(office.getByText('Aylin Demir').filter({ visible: true }).first()).toBeVisible()
  return [...told, await office.getByRole('row').allInnerTexts()]
}

test('E16 A mail scanner that opens a link, runs its scripts and presses everything changes nothing that counts', async ({ hands }) => {
  const { ready, restart } = hands.podium
  const [seat, other] = ready.attendees
  const shop = await startShop()
  try {
    const startsAt = Math.ceil((Date.now() + 9 * DAY_MS) / 3_600_000) * 3_600_000
    const title = 'Pressearbeit in der Kommune'
    const event = z.object({ id: z.string() }).parse(await shop.play('events', { name: title, startsAt, endsAt: startsAt + 5_400_000 }))
    await shop.play('orders', { eventId: event.id, seats: 3 })
    await restart({ EVENTBRITE_API_URL: shop.apiUrl })
    const office = await hands.office()
    await signIn(office, ready.organiser)
    await createSeminar(office, title, startsAt)
    await connectEvent(office, shop, event.id)
    const { seminars } = Seminars.parse(await ask(office, '/api/seminars'))
    const seminarId = seminars.find((seminar) => seminar.title === title)?.id ?? ''
    const letters = async () => Letters.parse(await ask(office, '/api/letters', { seminarId })).letters
    await expect.poll(async () => (await letters()).map(({ kind }) => kind)).toContain('naming')
    await expect.poll(async () => (await letters()).filter(({ state, dueAt }) => state === 'waiting' && dueAt <= Date.now())).toEqual([])
    const letterId = (await letters()).find(({ kind }) => kind === 'naming')?.id ?? ''
    const { content } = z.object({ content: z.object({ text: z.string() }) }).parse(await ask(office, '/api/letters/read', { letterId }))
    const naming = /^http\S+\/benennen\/\S+$/m.exec(content.text)?.[0] ?? ''
    // From here on nobody asks a shop: whatever changes would be the scanner's doing.
    const apart = await office.request.post(new URL('/api/tickets/disconnect-shop', office.url()).href, {
      headers: { Origin: new URL(office.url()).origin },
      data: { seminarId },
    })
    expect(apart.ok()).toBe(true)
    await office.goto(ready.organiser.url)
    await office.getByRole('link', { name: 'Öffnen: Social Media im öffentlichen Dienst' }).click()
    await expect(office.getByText('Aylin Demir').filter({ visible: true }).first()).toBeVisible()
    const monitor = office.url()
    const ids = seminars.map(({ id }) => id)
    const before = await everything(office, ids, monitor)

    for (const { address, pressed, forms, sent } of [
      { address: seat!.link, pressed: ['Ton testen'], forms: ['Jetzt teilnehmen'], sent: [] },
      { address: naming, pressed: ['Plätze anzeigen'], forms: ['Speichern und Zugänge verschicken'], sent: ['POST /api/seats/order'] },
      { address: new URL('/zugang', seat!.link).href, pressed: [], forms: ['Jetzt teilnehmen', 'Zugang schicken'], sent: [] },
    ]) {
      const scanner = await hands.attendee()
      const did = await scan(scanner, address, TEXTS)
      await scanner.context().close()
      expect(did.pressed).toEqual(
        expect.arrayContaining([...pressed, ...forms.flatMap((form) => TEXTS.map((text) => `${form} (${text})`))]),
      )
      // Attempts at a code are told to nobody: none was sent.
      expect(did.sent).toEqual(sent)
      expect(await everything(office, ids, monitor)).toEqual(before)
    }

    const attendee = await hands.attendee()
    await enter(attendee, seat!)
    await expect(attendee.getByText('Sie sind richtig hier.')).toBeVisible()
    const byNumber = await hands.attendee()
    await enterByNumber(byNumber, other!)
    await expect(byNumber.getByText('Sie sind richtig hier.')).toBeVisible()
    const buyer = await hands.attendee()
    await buyer.goto(naming)
    await buyer.getByRole('button', { name: 'Plätze anzeigen' }).click()
    await buyer
      .getByRole('group', { name: /Platz 1/ })
      .getByLabel('Name')
      .fill('Nora Neu')
    await buyer
      .getByRole('group', { name: /Platz 1/ })
      .getByLabel('E-Mail-Adresse')
      .fill('nora@amt.example')
    await buyer.getByRole('button', { name: 'Speichern und Zugänge verschicken' }).click()
    await expect(buyer.getByText('Gespeichert. Eine Person bekommt eine E-Mail.').first()).toBeVisible()
    // Now it does: what was compared sees what people do.
    expect(await everything(office, ids, monitor)).not.toEqual(before)
  } finally {
    await shop.stop()
  }
})
