// Podium's own words: signing in, making seats, entering, opening polls. Everything by its contract, as a browser does.
import { randomUUID } from 'node:crypto'
import type { AnyAction, AnyEndpoint, AskedOf, ReplyOf } from '@podium/shared/define.ts'
import { listenToMedia } from '@podium/shared/media.ts'
import { castBallot, closeWave, createPoll, openWave, type Poll, revealPoll } from '@podium/shared/polls.ts'
import type { OptionId, PollId, QuestionId, SeminarId } from '@podium/shared/primitives.ts'
import { askQuestion, moderateQuestion } from '@podium/shared/questions.ts'
import { readRoomAsAttendee, readRoomAsStaff, type StaffSnapshot } from '@podium/shared/room.ts'
import { addSeat, enterByLink, takeSeatTicket } from '@podium/shared/seats.ts'
import { listSeminars } from '@podium/shared/seminars.ts'
import { signIn, takeStaffTicket } from '@podium/shared/staff.ts'
import { goLive } from '@podium/shared/stage.ts'
import { type Attendee, type Audience, inFlight } from './audience.ts'
import { HttpLine } from './http.ts'
import { Peer } from './peer.ts'

export interface SeatKey {
  readonly link: string
  readonly code: string
}

export interface Login {
  readonly email: string
  readonly password: string
}

/** A fresh id for one change, branded by whoever takes it. */
export const opId = () => randomUUID()

/** Asks an endpoint over this connection. */
export async function call<E extends AnyEndpoint>(
  line: HttpLine,
  endpoint: E,
  input: AskedOf<E>,
  cookie = '',
): Promise<{ value: ReplyOf<E>; cookie: string }> {
  const isGet = endpoint.method === 'GET'
  const answer = await line.request(endpoint.path, isGet ? null : JSON.stringify(input), { cookie })
  // The contract's one shape of every answer.
  const parsed = JSON.parse(answer.body) as { ok: boolean; value: ReplyOf<E> }
  if (!parsed.ok) throw new Error(`${endpoint.name}: ${answer.body}`)
  return { value: parsed.value, cookie: answer.cookies.join('; ') }
}

/** Asks for a change over a live connection; the reply is checked against the contract. */
async function ask<A extends AnyAction>(peer: Peer, action: A, input: AskedOf<A>): Promise<ReplyOf<A>> {
  // Parsing asserts that the server keeps the contract.
  return action.reply.parse(await peer.ask(action.name, input)) as ReplyOf<A>
}

/** The staff of one seminar. */
export class Staff {
  readonly #port: number
  #organiserCookie = ''
  #trainerCookie = ''
  #trainer: Peer
  #seminarId: SeminarId | null = null

  constructor(port: number) {
    this.#port = port
    this.#trainer = this.#peer()
  }

  get seminarId(): SeminarId {
    if (this.#seminarId === null) throw new Error('nobody has signed in')
    return this.#seminarId
  }

  async signIn(organiser: Login, trainer: Login): Promise<void> {
    const line = new HttpLine(this.#port)
    this.#organiserCookie = (await call(line, signIn, organiser)).cookie
    this.#trainerCookie = (await call(line, signIn, trainer)).cookie
    const { seminars } = (await call(line, listSeminars, {}, this.#organiserCookie)).value
    const seminar = seminars.at(-1)
    if (seminar === undefined) throw new Error('there is no seminar')
    this.#seminarId = seminar.id
    line.close()
    await this.takeStage()
  }

  /** Opens the trainer's live connection, also after a restart of the server. */
  async takeStage(): Promise<void> {
    this.#trainer.cut()
    this.#trainer = await this.#onAir(this.#trainerCookie)
  }

  leave(): void {
    this.#trainer.cut()
  }

  async addSeats(count: number): Promise<SeatKey[]> {
    const keys: SeatKey[] = []
    const { seminarId } = this
    const lines = Array.from({ length: 32 }, () => new HttpLine(this.#port))
    const indices = Array.from({ length: count }, (_unused, index) => index)
    await inFlight(indices, lines.length, async (index) => {
      const line = lines.pop() ?? new HttpLine(this.#port)
      const { value } = await call(
        line,
        addSeat,
        { seminarId, holderName: `Seat ${String(index).padStart(4, '0')}`, holderEmail: null },
        this.#organiserCookie,
      )
      lines.push(line)
      keys.push({ link: value.link, code: value.code })
    })
    for (const line of lines) line.close()
    return keys
  }

  async goLive(): Promise<void> {
    await ask(this.#trainer, goLive, { opId: opId() })
  }

  async publish(questionId: QuestionId): Promise<void> {
    await ask(this.#trainer, moderateQuestion, { opId: opId(), questionId, moderation: { to: 'published' } })
  }

  /** Makes and opens a poll. */
  async openPoll(options: readonly string[], isConfidential: boolean): Promise<Poll> {
    const made = await ask(this.#trainer, createPoll, {
      opId: opId(),
      kind: 'choice',
      text: 'Welche Plattform nutzen Sie?',
      options: [...options],
      isConfidential,
    })
    await ask(this.#trainer, openWave, { opId: opId(), pollId: made.id, wave: 'only' })
    return made
  }

  /** Closes the poll; resolves with the exact number of ballots. */
  async closePoll(pollId: PollId): Promise<number | null> {
    return (await ask(this.#trainer, closeWave, { opId: opId(), pollId, wave: 'only' })).waves[0]?.ballots ?? null
  }

  /** Reveals the poll; resolves with the counts in the order of its options. */
  async revealPoll(poll: Poll): Promise<(number | null)[]> {
    const { result } = await ask(this.#trainer, revealPoll, { opId: opId(), pollId: poll.id })
    const tallies = result !== null && 'tallies' in result ? result.tallies : null
    return poll.options.map(({ id }) => tallies?.find(({ optionId }) => optionId === id)?.count ?? null)
  }

  /** What the organiser's monitor shows now. */
  async monitor(): Promise<StaffSnapshot> {
    const organiser = await this.#onAir(this.#organiserCookie)
    const snapshot = await ask(organiser, readRoomAsStaff, {})
    organiser.cut()
    return snapshot
  }

  #peer(): Peer {
    return new Peer(
      this.#port,
      'socket.io',
      () => undefined,
      () => undefined,
    )
  }

  async #onAir(cookie: string): Promise<Peer> {
    const line = new HttpLine(this.#port)
    const { ticket } = (await call(line, takeStaffTicket, { seminarId: this.seminarId }, cookie)).value
    line.close()
    const peer = this.#peer()
    await peer.open(JSON.stringify({ ticket }))
    return peer
  }
}

/** The message of a vote. */
export function ballot(pollId: PollId, optionId: OptionId, sequence: number): AskedOf<typeof castBallot> {
  return { pollId, wave: 'only', choice: { kind: 'options', optionIds: [optionId] }, sequence }
}

/** Everything between a click on the link and the room on the screen: entry, live connection, media token, snapshot. */
export async function enter(audience: Audience, attendee: Attendee, seat: SeatKey): Promise<string> {
  const [, slug = '', token = ''] = /\/s\/([^/]+)\/([^/]+)$/.exec(seat.link) ?? []
  const line = new HttpLine(audience.port)
  const own = await call(line, enterByLink, { slug, token, code: seat.code, takeOver: false }).finally(() => line.close())
  attendee.cookie = own.cookie
  attendee.seatId = own.value.seatId
  await attendee.peer.open(JSON.stringify({ ticket: own.value.ticket }))
  const [snapshot] = await Promise.all([readRoom(audience, attendee), attendee.peer.ask(listenToMedia.name, {})])
  return snapshot
}

/** Coming back with the pass of the seat: ticket, live connection, snapshot; the media has played on. */
export async function comeBack(audience: Audience, attendee: Attendee, slug: string): Promise<string> {
  const line = new HttpLine(audience.port)
  try {
    const { ticket } = (await call(line, takeSeatTicket, { slug }, attendee.cookie)).value
    attendee.revision = null
    await attendee.peer.open(JSON.stringify({ ticket }))
  } finally {
    line.close()
  }
  return readRoom(audience, attendee)
}

/** The slug in a seat's link. */
export function slugOf(seat: SeatKey): string {
  return /\/s\/([^/]+)\//.exec(seat.link)?.[1] ?? ''
}

/** The snapshot as text, read but not yet understood: that is done when nothing is being measured. */
function readRoom(audience: Audience, attendee: Attendee): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no snapshot')), 30_000)
    attendee.peer.send(attendee.peer.prepare(readRoomAsAttendee.name, {}), (isOk, bytes, start, end) => {
      clearTimeout(late)
      const text = bytes.toString('utf8', start, end)
      if (!isOk) {
        reject(new Error(text === '' ? 'the connection ended' : text))
        return
      }
      audience.noteSnapshot(attendee, Number(/"revision":(\d+)/.exec(text)?.[1] ?? 0))
      resolve(text)
    })
  })
}

/** The id of a question that this attendee asked just now. */
export async function askFrom(attendee: Attendee, text: string): Promise<QuestionId> {
  return (await ask(attendee.peer, askQuestion, { opId: opId(), text, shownAs: { kind: 'anonymous' } })).id
}
