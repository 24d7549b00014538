// A1: people come and go by the seed, the server is killed once, and the monitor must know who was there and how long.
import type { SeatId } from '@podium/shared/primitives.ts'
import { seeded, type Stay, staysOf } from '../shapes.ts'
import { Audience } from './audience.ts'
import { untilServed } from './kills.ts'
import { comeBack, enter, type SeatKey, slugOf, type Staff } from './podium.ts'

/** What the monitor's clock and ours may lie apart. */
const SLACK_MS = 1_000
/** A server that is killed knows when it was alive last to ten seconds. */
const WATERMARK_MS = 10_000

interface Presence {
  /** When the door was knocked at, and when the room was there. */
  readonly from: number
  readonly seenFrom: number
  readonly until: number
  readonly wasCut: boolean
}

export class StaysTrial {
  readonly #audience: Audience
  readonly #seats: readonly SeatKey[]
  readonly #staff: Staff
  readonly #slug: string
  readonly #log = new Map<SeatId, Presence[]>()

  constructor(port: number, staff: Staff, seats: readonly SeatKey[]) {
    this.#audience = new Audience(port, 'socket.io')
    this.#seats = seats
    this.#staff = staff
    this.#slug = slugOf(seats[0] ?? { link: '', code: '' })
  }

  /** Everybody comes and goes within this time; whoever is there at the kill comes back at once. */
  async run(seed: number, withinMs: number): Promise<void> {
    const random = seeded(seed)
    const beganAt = performance.now()
    const until = (atMs: number) => new Promise<void>((resolve) => setTimeout(resolve, atMs - (performance.now() - beganAt)))
    const people = this.#seats.map((seat, index) => ({ seat, index, ...staysOf(random, withinMs) }))
    await Promise.all(
      people.map(async ({ seat, index, stays, secondTab }) => {
        let isKnown = false
        for (const [place, stay] of stays.entries()) {
          await until(stay.fromMs)
          const tab = place === 0 && secondTab !== null ? this.#tab(seat, index + this.#seats.length, secondTab, until) : null
          await this.#stay(seat, index, stay, until, isKnown)
          isKnown = true
          await tab
        }
      }),
    )
  }

  /** What the monitor says against what happened; one line for each difference. */
  async verify(): Promise<string[]> {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await this.#staff.takeStage()
    const { attendance } = await this.#staff.monitor()
    const rows = new Map(attendance?.rows.map((row) => [row.seatId, row]))
    const problems: string[] = []
    for (const [seatId, presences] of this.#log) {
      const row = rows.get(seatId)
      const first = Math.min(...presences.map(({ from }) => from))
      const last = Math.max(...presences.map(({ until }) => until))
      const isCutLast = presences.some(({ until, wasCut }) => wasCut && until === last)
      const seen = Math.min(...presences.map(({ seenFrom }) => seenFrom))
      const firstAt = row?.firstSeenAt ?? 0
      const lastOff = (row?.lastSeenAt ?? 0) - last
      if (firstAt < first - SLACK_MS || firstAt > seen + SLACK_MS) problems.push(`seat ${seatId} was first seen ${firstAt - first} ms off`)
      if (lastOff > SLACK_MS || lastOff < -(isCutLast ? WATERMARK_MS + SLACK_MS : SLACK_MS)) {
        problems.push(`seat ${seatId} was last seen ${Math.round(lastOff)} ms off`)
      }
      const minutes = Math.round((last - first) / 60_000)
      if (row === undefined || Math.abs(row.presentMinutes - minutes) > 1)
        problems.push(`seat ${seatId} has ${row?.presentMinutes} minutes, not ${minutes}`)
    }
    if (this.#log.size !== this.#seats.length) problems.push(`${this.#seats.length - this.#log.size} people were never in`)
    return problems
  }

  end(): void {
    this.#audience.cutAll()
  }

  async #stay(seat: SeatKey, index: number, stay: Stay, until: (atMs: number) => Promise<void>, isKnown: boolean): Promise<void> {
    const attendee = this.#audience.at(index)
    const left = until(stay.untilMs)
    for (let isOver = false; !isOver;) {
      const from = Date.now()
      await untilServed(() => {
        attendee.peer.cut()
        return isKnown || attendee.cookie !== '' ? comeBack(this.#audience, attendee, this.#slug) : enter(this.#audience, attendee, seat)
      })
      const seenFrom = Date.now()
      const cut = this.#audience.untilCut(attendee)
      isOver = await Promise.race([left.then(() => true), cut.then(() => false)])
      if (attendee.seatId !== null) this.#note(attendee.seatId, { from, seenFrom, until: Date.now(), wasCut: !isOver })
    }
    attendee.peer.cut()
  }

  /** A second tab of the same browser. */
  async #tab(seat: SeatKey, index: number, stay: Stay, until: (atMs: number) => Promise<void>): Promise<void> {
    await until(stay.fromMs)
    const first = this.#audience.at(this.#seats.indexOf(seat))
    const second = this.#audience.at(index)
    if (first.cookie === '') return
    second.cookie = first.cookie
    await comeBack(this.#audience, second, this.#slug).catch(() => undefined)
    await until(stay.untilMs)
    second.peer.cut()
  }

  #note(seatId: SeatId, presence: Presence): void {
    this.#log.set(seatId, [...(this.#log.get(seatId) ?? []), presence])
  }
}
