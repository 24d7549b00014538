// EM-01: a letter worker that dies loses no letter, and sends at most the one twice that was on its way, with the same bytes.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listLetters } from '@podium/shared/letters.ts'
import { addSeat } from '@podium/shared/seats.ts'
import { signIn } from '@podium/shared/staff.ts'
import { type MailServer, startMailServer } from '../letters/mail-server.ts'
import { took } from '../media/media-folder.ts'
import { Browser } from '../people.ts'
import { makeSeminar } from '../tickets/connected.ts'
import { pool, seeded } from './crowd.ts'
import { type Product, startProduct } from './product.ts'

const KILLS = 20
const PEOPLE = 150
const DAY_MS = 24 * 60 * 60_000

let product: Product
let post: MailServer
/** How many letters the mail server says yes to before it falls silent. */
let answersLeft = 0

beforeAll(async () => {
  post = await startMailServer(
    () => null,
    0,
    async () => {
      // Silence: the letter has arrived, and whoever sent it never learns so.
      if (answersLeft === 0) return new Promise(() => undefined)
      answersLeft -= 1
    },
  )
  product = await startProduct({ SMTP_URL: post.url, MAIL_FROM: 'podium@e-akademie.example' })
})
afterAll(async () => {
  await product.remove()
  await post.close()
})

async function openOffice(): Promise<Browser> {
  const office = new Browser(product.url)
  await office.call(signIn, product.organiser)
  return office
}

it(`K16 ${KILLS} kills while letters leave: none is lost, none leaves twice but what was on its way, with the same bytes`, async () => {
  const random = seeded(20_270_312)
  const office = await openOffice()
  const startsAt = Math.ceil((Date.now() + 30 * DAY_MS) / DAY_MS) * DAY_MS
  const seminarId = await makeSeminar(office, startsAt)
  const addresses = [...Array(PEOPLE).keys()].map((index) => `person${index}@amt.example`)
  await pool(addresses, 16, (holderEmail) => office.call(addSeat, { seminarId, holderName: holderEmail, holderEmail }))

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const answered = Math.floor(random() * 8)
    const before = post.taken.length
    answersLeft = answered
    // Every other time at the worst moment: the server has the letter, its answer is still to come.
    const isOnItsWay = kill % 2 === 0 ? 1 : 0
    await took(20_000, () => post.taken.length >= before + answered + isOnItsWay)
    await product.kill()
    await product.start()
  }
  answersLeft = Number.MAX_SAFE_INTEGER
  await product.kill()
  await product.start()

  const after = await openOffice()
  const confirmations = async () => (await after.call(listLetters, { seminarId })).letters.filter(({ kind }) => kind === 'confirmation')
  await took(30_000, async () => (await confirmations()).every(({ state }) => state === 'sent'))
  expect((await confirmations()).map(({ recipientEmail }) => recipientEmail).toSorted()).toEqual(addresses.toSorted())
  expect([...new Set(post.taken.map(({ to }) => to))].toSorted()).toEqual(addresses.toSorted())
  const twice = post.taken.length - PEOPLE
  console.info(`${twice} letters left twice after ${KILLS + 1} kills`)
  expect(twice).toBeGreaterThanOrEqual(KILLS / 2)
  expect(twice).toBeLessThanOrEqual(KILLS + 1)
  expect(new Set(post.taken.map(({ to, raw }) => `${to} ${raw}`)).size).toBe(PEOPLE)
})
