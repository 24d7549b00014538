// Many people at once, made through the organiser's own endpoints and speaking like browsers do.
import { goLive } from '@podium/shared/stage.ts'
import type { SeatId, SeminarId, Slug } from '@podium/shared/primitives.ts'
import { castBallot, type Poll, type WaveName } from '@podium/shared/polls.ts'
import type { AskedOf } from '@podium/shared/define.ts'
import { addSeat, enterByLink, type SeatCredentials, takeSeatTicket } from '@podium/shared/seats.ts'
import { signIn, takeStaffTicket } from '@podium/shared/staff.ts'
import { Browser, linkParts, Live, opId } from '../people.ts'
import type { Login, Product } from './product.ts'

/** A generator of numbers from 0 up to 1 that repeats itself for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Runs the work for every item, so many at a time. */
export async function pool<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  async function worker(): Promise<void> {
    for (let index = next++; index < items.length; index = next++) {
      // Checked by the loop's condition.
      results[index] = await work(items[index] as Item, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}

/** The vote of one option, as it is sent. */
export function ballotOf(poll: Poll, wave: WaveName, option: number, sequence: number): AskedOf<typeof castBallot> {
  const optionId = poll.options[option]?.id
  if (optionId === undefined) throw new Error(`${poll.text} has no option ${option}`)
  return { pollId: poll.id, wave, choice: { kind: 'options', optionIds: [optionId] }, sequence }
}

/** Somebody with a seat, connected or not. */
export interface Person {
  readonly seatId: SeatId
  readonly credentials: SeatCredentials
  readonly browser: Browser
  readonly slug: Slug
  /** The first ticket, from the entry. */
  readonly ticket: string
}

/** Adds seats and lets a person into each. */
export async function gather(product: Product, seminarId: SeminarId, size: number): Promise<Person[]> {
  const office = new Browser(product.url)
  await office.call(signIn, product.organiser)
  return pool([...Array(size).keys()], 16, async (index) => {
    const credentials = await office.call(addSeat, { seminarId, holderName: `Person ${index}`, holderEmail: null })
    const browser = new Browser(product.url)
    const { slug, token } = linkParts(credentials.link)
    const own = await browser.call(enterByLink, { slug, token, code: credentials.code, takeOver: false })
    return { seatId: credentials.seatId, credentials, browser, slug: own.slug, ticket: own.ticket }
  })
}

/** Opens another live connection of somebody who is in. */
export async function reconnect(product: Product, { browser, slug }: Person): Promise<Live> {
  const { ticket } = await browser.call(takeSeatTicket, { slug })
  return Live.connect(product.url, ticket)
}

/** The seminar the demo's first attendee has a seat in. */
export async function demoSeminar(product: Product): Promise<SeminarId> {
  const [first] = product.attendees
  if (first === undefined) throw new Error('the demo has attendees')
  const { slug, token } = linkParts(first.link)
  return (await new Browser(product.url).call(enterByLink, { slug, token, code: first.code, takeOver: false })).seminarId
}

/** A member of the staff who stays signed in while connections and servers come and go. */
export async function createStaff(product: Product, login: Login, seminarId: SeminarId): Promise<{ connect(): Promise<Live> }> {
  const browser = new Browser(product.url)
  await browser.call(signIn, login)
  return {
    connect: async () => Live.connect(product.url, (await browser.call(takeStaffTicket, { seminarId })).ticket),
  }
}

/** Starts the seminar. */
export async function startSeminar(trainer: Live): Promise<void> {
  await trainer.ask(goLive, { opId: opId() })
}
