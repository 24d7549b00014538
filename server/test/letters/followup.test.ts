// The letter after the end: thanks, minutes, and what became of one's own questions, which nobody else reads (SPEC L19, CO-04).
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listLetters, readLetter } from '@podium/shared/letters.ts'
import { askQuestion, moderateQuestion, setModeration } from '@podium/shared/questions.ts'
import { addSeat } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { endSeminar, goLive } from '@podium/shared/stage.ts'
import { readMessage } from '../../src/domains/letters/rendering/message.ts'
import { type Podium, startPodium } from '../harness.ts'
import { took } from '../media/media-folder.ts'
import { createMovingClock } from '../moving-clock.ts'
import { attend, Browser, opId, staffOnAir } from '../people.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

const MINUTE_MS = 60_000
const QUESTION = 'Dürfen wir Einsatzfotos teilen?'
const ANSWER = 'Nur, wenn niemand zu erkennen ist.'

const clock = createMovingClock(Date.now())
let post: MailServer
let podium: Podium

beforeAll(async () => {
  post = await startMailServer()
  podium = await startPodium({ clock, environment: { SMTP_URL: post.url, MAIL_FROM: 'podium@e-akademie.example' } })
})
afterAll(async () => {
  await podium.stop()
  await post.close()
})

it('L6 L19 Whoever asked reads the answer in their letter; the organiser reads the same of everybody, and no question', async () => {
  const office = new Browser(podium.url)
  await office.call(signIn, podium.organiser)
  const { live: trainer } = await staffOnAir(podium.url, podium.trainer, podium.seminarId)
  await trainer.ask(goLive, { opId: opId() })
  await trainer.ask(setModeration, { opId: opId(), isModerated: false })
  const people = ['frieda', 'hanno'].map((name) => ({ holderName: name, holderEmail: `${name}@amt.example` }))
  const seats = await Promise.all(people.map((person) => office.call(addSeat, { seminarId: podium.seminarId, ...person })))
  const listeners = await Promise.all(seats.map((seat) => attend(podium.url, seat)))
  const asked = await listeners[0]?.live.ask(askQuestion, { opId: opId(), text: QUESTION, shownAs: { kind: 'anonymous' } })
  if (asked === undefined) throw new Error('nobody asked')
  const moderation = { to: 'answered_in_writing', note: ANSWER } as const
  await trainer.ask(moderateQuestion, { opId: opId(), questionId: asked.id, moderation })

  clock.moveTo(clock.now() + 10 * MINUTE_MS)
  await trainer.ask(endSeminar, { opId: opId() })
  clock.moveTo(clock.now() + 31 * MINUTE_MS)
  const thanks = async () => {
    const letters = await Promise.all(post.taken.map(async ({ to, raw }) => ({ to, ...(await readMessage(raw)) })))
    return letters.filter(({ subject }) => subject.startsWith('Vielen Dank'))
  }
  await took(15_000, async () => (await thanks()).length === 2)
  const sent = new Map((await thanks()).map(({ to, text }) => [to, text]))
  expect(sent.get('frieda@amt.example')).toContain(`> ${QUESTION}\n${ANSWER}`)
  expect(sent.get('hanno@amt.example')).toContain('dabei.')
  expect(sent.get('hanno@amt.example')).not.toContain('IHRE FRAGEN')

  await office.call(signIn, podium.organiser)
  const { letters } = await office.call(listLetters, { seminarId: podium.seminarId })
  const shown = await Promise.all(
    letters.filter(({ kind }) => kind === 'followup').map(({ id }) => office.call(readLetter, { letterId: id })),
  )
  expect(shown.map(({ letter, isDraft }) => [letter.state, isDraft])).toEqual(Array(2).fill(['sent', false]))
  const frames = await Promise.all(
    shown.map(async ({ content }) => (await fetch(podium.url + content.frame, { headers: { Cookie: office.cookieHeader() } })).text()),
  )
  for (const text of [...shown.map(({ content }) => content.text), ...frames]) {
    expect(text).toContain('Das liest nur sie selbst.')
    expect(text).not.toContain(QUESTION)
    expect(text).not.toContain(ANSWER)
  }
  const [one, other] = shown.map(({ content, letter }) => content.text.replaceAll(letter.recipientName, ''))
  expect(one).toBe(other)
})
