// Many attendees in one process: who is there, what each has heard, and when.
import type { SeatId } from '@podium/shared/primitives.ts'
import { type Spread, spread } from '../measures.ts'
import { Peer, readEvent, type Speech } from './peer.ts'
import { TALLY } from '../messages.ts'

/** One seat's connection and what it has heard. */
export interface Attendee {
  readonly index: number
  readonly peer: Peer
  /** The pass of the seat; empty where there are no passes. */
  cookie: string
  /** Null where there are no seats, and before the first entry. */
  seatId: SeatId | null
  /** The last revision known; null before the first snapshot or notice. */
  revision: number | null
  tallies: number
  wanted: number
}

interface Heard {
  readonly bytes: Buffer
  readonly revision: number | null
  readonly isTally: boolean
  readonly isWanted: boolean
}

interface Delivered {
  readonly revision: number | null
  readonly body: unknown
}

/** When a tally reached everybody, milliseconds after it reached the first. */
interface Arrivals {
  readonly firstAt: number
  readonly afterMs: number[]
}

type Wants = (name: string, body: unknown, revision: number | null) => boolean

export class Audience {
  readonly port: number
  readonly speech: Speech
  readonly #everybody = new Map<number, Attendee>()
  readonly #whenCut = new Map<Attendee, () => void>()
  /** Notices received by all together. */
  deliveries = 0
  /** Revisions that somebody missed. */
  gaps = 0
  /** Connections that ended although nobody ended them. */
  lost = 0
  readonly #arrivals: Arrivals[] = []
  #latest: Heard | null = null
  #wants: Wants | null = null
  #round = 0
  #missing = 0
  #allHeard: () => void = () => undefined
  #tallyWaiter: { tallies: number; resolve: () => void } | null = null

  constructor(port: number, speech: Speech) {
    this.port = port
    this.speech = speech
  }

  /** The attendee of this number, made when it is new. */
  at(index: number): Attendee {
    const known = this.#everybody.get(index)
    if (known !== undefined) return known
    const peer = new Peer(
      this.port,
      this.speech,
      (_peer, bytes, start, end) => this.#heard(attendee, bytes, start, end),
      () => {
        this.lost += 1
        this.#whenCut.get(attendee)?.()
      },
    )
    const attendee: Attendee = { index, peer, cookie: '', seatId: null, revision: null, tallies: 0, wanted: 0 }
    this.#everybody.set(index, attendee)
    return attendee
  }

  get attendees(): Attendee[] {
    return [...this.#everybody.values()]
  }

  /** Ends the connection of this number and forgets it. */
  forget(index: number): void {
    this.#everybody.get(index)?.peer.cut()
    this.#everybody.delete(index)
  }

  /** Resolves when the server or the network ends this connection. */
  untilCut(attendee: Attendee): Promise<void> {
    return new Promise((resolve) => {
      this.#whenCut.set(attendee, resolve)
    })
  }

  /** Those who are connected. */
  present(): Attendee[] {
    return this.attendees.filter(({ peer }) => peer.isOpen)
  }

  /** The snapshot of an attendee was taken at this revision. */
  noteSnapshot(attendee: Attendee, revision: number): void {
    attendee.revision = Math.max(revision, attendee.revision ?? 0)
  }

  /** Forgets all tallies so far. */
  beginSeries(): void {
    this.#arrivals.length = 0
    for (const attendee of this.attendees) attendee.tallies = 0
  }

  /** Resolves once everybody has heard so many tallies of the series; rejects after ten seconds. */
  hearTallies(tallies: number): Promise<void> {
    return within(10_000, `tally ${tallies} did not reach everybody`, (resolve) => {
      this.#tallyWaiter = { tallies, resolve }
      this.#checkTallies()
    })
  }

  /** How long after the first the tallies of the series reached everybody, in milliseconds; the first `skipped` do not count. */
  fanOut(skipped: number): Spread & { tallies: number } {
    const series = this.#arrivals.slice(skipped)
    return { ...spread(series.flatMap(({ afterMs }) => afterMs)), tallies: series.length }
  }

  /** Resolves once everybody present has heard a notice that fits; rejects when that takes too long. */
  allHear(wants: Wants, withinMs = 60_000): Promise<void> {
    this.#wants = wants
    this.#latest = null
    this.#round += 1
    this.#missing = this.present().length
    return within(withinMs, 'a notice did not reach everybody', (resolve) => {
      this.#allHeard = resolve
    })
  }

  /** Everybody goes, without a word. */
  cutAll(): void {
    for (const { peer } of this.attendees) peer.cut()
  }

  #heard(attendee: Attendee, bytes: Buffer, start: number, end: number): void {
    this.deliveries += 1
    let event = this.#latest
    if (event === null || event.bytes.length !== end - start || bytes.compare(event.bytes, 0, end - start, start, end) !== 0) {
      event = this.#read(bytes, start, end)
      this.#latest = event
    }
    if (event.isTally) this.#tally(attendee)
    if (event.revision !== null) this.#follow(attendee, event.revision)
    if (event.isWanted && attendee.wanted !== this.#round) {
      attendee.wanted = this.#round
      this.#missing -= 1
      if (this.#missing === 0) this.#allHeard()
    }
  }

  #read(bytes: Buffer, start: number, end: number): Heard {
    const { name, delivered } = readEvent(this.speech, bytes, start, end)
    // Every notice of every server under test is delivered like this.
    const { revision, body } = delivered as Delivered
    return {
      bytes: Buffer.from(bytes.subarray(start, end)),
      revision,
      isTally: name === TALLY,
      isWanted: this.#wants?.(name, body, revision) ?? false,
    }
  }

  #follow(attendee: Attendee, revision: number): void {
    if (attendee.revision !== null) {
      if (revision <= attendee.revision) return
      if (revision !== attendee.revision + 1) this.gaps += 1
    }
    attendee.revision = revision
  }

  #tally(attendee: Attendee): void {
    const now = performance.now()
    const place = attendee.tallies
    attendee.tallies += 1
    const arrivals = this.#arrivals[place]
    if (arrivals === undefined) this.#arrivals[place] = { firstAt: now, afterMs: [0] }
    else arrivals.afterMs.push(now - arrivals.firstAt)
    this.#checkTallies()
  }

  #checkTallies(): void {
    const waiter = this.#tallyWaiter
    if (waiter === null) return
    const last = this.#arrivals[waiter.tallies - 1]
    if (last === undefined || last.afterMs.length < this.#everybody.size) return
    this.#tallyWaiter = null
    waiter.resolve()
  }
}

/** Does `work` for every item, so many at the same time. */
export async function inFlight<Item>(items: readonly Item[], most: number, work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]()
  const worker = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
}

function within(ms: number, problem: string, begin: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(problem)), ms)
    begin(() => {
      clearTimeout(late)
      resolve()
    })
  })
}
