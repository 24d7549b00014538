// D1: what was acknowledged before a kill must be there once after it. Everything is asked of the server that was started again.
import { castBallot, type Poll } from '@podium/shared/polls.ts'
import type { QuestionId, SeatId } from '@podium/shared/primitives.ts'
import { upvoteQuestion } from '@podium/shared/questions.ts'
import type { AttendeeSnapshot } from '@podium/shared/room.ts'
import { pick, type Random, seeded } from '../shapes.ts'
import { type Attendee, Audience, inFlight } from './audience.ts'
import { askFrom, ballot, comeBack, enter, opId, type SeatKey, slugOf, type Staff } from './podium.ts'

const VOTERS = 60
const ASKERS = 5
const NEWCOMERS = 10
const LOAD_MS = 400
const GIVE_UP_MS = 30_000

export interface Verdict {
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  /** What exactly is wrong, one line each. */
  readonly problems: readonly string[]
}

/** What one attendee was told is saved, and what it sent without being told. */
interface Sent {
  readonly votes: { sequence: number; optionId: string; isAcknowledged: boolean }[]
  readonly upvotes: Set<QuestionId>
  readonly questions: { text: string; id: QuestionId | null }[]
}

/** People who vote, upvote, ask and arrive while the server is killed again and again. */
export class KillTrial {
  readonly #staff: Staff
  readonly #seats: readonly SeatKey[]
  readonly #audience: Audience
  readonly #slug: string
  #questions: QuestionId[] = []
  #arrived = new Set<SeatId>()
  #sent = new Map<Attendee, Sent>()
  #poll: Poll | null = null
  #random: Random = seeded(1)

  constructor(port: number, staff: Staff, seats: readonly SeatKey[]) {
    this.#staff = staff
    this.#seats = seats
    this.#audience = new Audience(port, 'socket.io')
    this.#slug = slugOf(seats[0] ?? { link: '', code: '' })
  }

  /** The voters take their places. */
  async begin(): Promise<void> {
    await inFlight(this.#seats.slice(0, VOTERS), VOTERS, async (seat) => {
      const index = this.#seats.indexOf(seat)
      const snapshot = parse(await enter(this.#audience, this.#audience.at(index), seat))
      this.#questions = snapshot.questions.map(({ id }) => id)
    })
  }

  /** A poll opens and the load begins; resolves when the server has gone and cut everybody off. */
  async load(trial: number, seed: number): Promise<void> {
    this.#random = seeded(seed)
    this.#sent = new Map()
    this.#arrived = new Set()
    const poll = await this.#staff.openPoll(['A', 'B', 'C'], false)
    this.#poll = poll
    const work: Promise<unknown>[] = []
    const voters = this.#audience.attendees.slice(0, VOTERS)
    for (const [index, attendee] of voters.entries()) {
      const sent: Sent = { votes: [], upvotes: new Set(), questions: [] }
      this.#sent.set(attendee, sent)
      for (const sequence of [1, 2]) work.push(this.#at(() => this.#vote(attendee, sent, poll, sequence)))
      work.push(this.#at(() => this.#upvote(attendee, sent, trial)))
      if (index % (VOTERS / ASKERS) === trial % (VOTERS / ASKERS)) work.push(this.#at(() => this.#ask(attendee, sent, trial)))
    }
    const newcomers = this.#seats.slice(VOTERS + trial * NEWCOMERS, VOTERS + (trial + 1) * NEWCOMERS)
    for (const seat of newcomers) work.push(this.#at(() => this.#arrive(seat)))
    // What the kill leaves unanswered never settles; only the end of all connections counts.
    void Promise.allSettled(work)
    while (voters.some(({ peer }) => peer.isOpen)) await pause(2)
    await pause(20)
  }

  /** Everybody comes back and looks; the poll is closed and counted. */
  async verify(): Promise<Verdict> {
    const problems: string[] = []
    let [acknowledged, lost, doubled] = [0, 0, 0]
    const must = (isThere: boolean, what: string) => {
      acknowledged += 1
      if (isThere) return
      lost += 1
      problems.push(`lost: ${what}`)
    }
    const once = (times: number, what: string) => {
      if (times <= 1) return
      doubled += times - 1
      problems.push(`doubled: ${what}`)
    }
    const poll = this.#poll
    if (poll === null) throw new Error('nothing was loaded')
    let ballots = 0
    const [scout, ...others] = this.#audience.attendees.slice(0, VOTERS)
    const look = async (attendee: Attendee) => {
      const snapshot = parse(await comeBack(this.#audience, attendee, this.#slug))
      const sent = this.#sent.get(attendee)
      const own = snapshot.ownBallots.filter(({ pollId }) => pollId === poll.id)
      ballots += own.length
      once(own.length, `ballot of seat ${attendee.index}`)
      const last = sent?.votes.filter((vote) => vote.isAcknowledged).at(-1)
      if (last !== undefined) {
        const allowed = sent?.votes.filter((vote) => vote.sequence >= last.sequence).map((vote) => vote.optionId) ?? []
        must(
          own.some(({ choice }) => choice.kind === 'options' && allowed.includes(choice.optionIds[0] ?? '')),
          `ballot of seat ${attendee.index}`,
        )
      }
      for (const id of sent?.upvotes ?? []) {
        must(snapshot.ownUpvotes.includes(id), `upvote of seat ${attendee.index}`)
        once(snapshot.ownUpvotes.filter((upvoted) => upvoted === id).length, `upvote of seat ${attendee.index}`)
      }
      for (const { text, id } of sent?.questions ?? []) {
        const same = snapshot.ownQuestions.filter((question) => question.text === text)
        if (id !== null)
          must(
            same.some((question) => question.id === id),
            `question "${text}"`,
          )
        once(same.length, `question "${text}"`)
      }
    }
    if (scout !== undefined) await untilServed(() => comeBack(this.#audience, scout, this.#slug))
    scout?.peer.cut()
    await inFlight([...(scout === undefined ? [] : [scout]), ...others], VOTERS, look)
    await this.#staff.takeStage()
    const counted = await this.#staff.closePoll(poll.id)
    if (counted !== ballots) problems.push(`the closed poll counts ${counted}, the seats have ${ballots}`)
    doubled += Math.max(0, (counted ?? 0) - ballots)
    lost += Math.max(0, ballots - (counted ?? 0))
    const { attendance } = await this.#staff.monitor()
    const seen = new Set(attendance?.rows.filter(({ firstSeenAt }) => firstSeenAt !== null).map(({ seatId }) => seatId))
    for (const seatId of this.#arrived) must(seen.has(seatId), `arrival of ${seatId}`)
    return { acknowledged, lost, doubled, problems }
  }

  end(): void {
    this.#audience.cutAll()
  }

  async #at(work: () => Promise<void>): Promise<void> {
    await pause(this.#random() * LOAD_MS)
    await work()
  }

  async #vote(attendee: Attendee, sent: Sent, poll: Poll, sequence: number): Promise<void> {
    const option = poll.options[pick(this.#random, poll.options.length)]
    if (option === undefined || !attendee.peer.isOpen) return
    const vote = { sequence, optionId: option.id, isAcknowledged: false }
    sent.votes.push(vote)
    sent.votes.sort((a, b) => a.sequence - b.sequence)
    await attendee.peer.ask(castBallot.name, ballot(poll.id, option.id, sequence))
    vote.isAcknowledged = true
  }

  async #upvote(attendee: Attendee, sent: Sent, trial: number): Promise<void> {
    const questionId = this.#questions[(trial + attendee.index) % this.#questions.length]
    if (questionId === undefined || !attendee.peer.isOpen) return
    await attendee.peer.ask(upvoteQuestion.name, { opId: opId(), questionId, isUpvoted: true })
    sent.upvotes.add(questionId)
  }

  async #ask(attendee: Attendee, sent: Sent, trial: number): Promise<void> {
    if (!attendee.peer.isOpen) return
    const question: Sent['questions'][number] = { text: `Frage ${trial} von Platz ${attendee.index}`, id: null }
    sent.questions.push(question)
    question.id = await askFrom(attendee, question.text)
  }

  async #arrive(seat: SeatKey): Promise<void> {
    const index = this.#seats.indexOf(seat)
    const attendee = this.#audience.at(index)
    await enter(this.#audience, attendee, seat)
    if (attendee.seatId !== null) this.#arrived.add(attendee.seatId)
    this.#audience.forget(index)
  }
}

/** Tries until the server answers again; rejects with the last problem after half a minute. */
export async function untilServed(attempt: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS
  for (;;) {
    const problem: unknown = await attempt().then(
      () => null,
      (error: unknown) => error,
    )
    if (problem === null) return
    if (performance.now() > deadline) throw problem
    await pause(10)
  }
}

/** A snapshot as it came over the wire. */
export function parse(text: string): AttendeeSnapshot {
  // The one answer to readRoomAsAttendee; other checks hold it against the schema.
  return (JSON.parse(text) as [{ value: AttendeeSnapshot }])[0].value
}

function pause(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs))
}
