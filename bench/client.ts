// The audience: one process that plays every attendee and the staff, told by the orchestrator what to do.
import { AttendeeSnapshot } from '@podium/shared/room.ts'
import { upvoteQuestion } from '@podium/shared/questions.ts'
import type { OptionId, PollId, QuestionId } from '@podium/shared/primitives.ts'
import type { Poll } from '@podium/shared/polls.ts'
import { Audience, inFlight } from './client/audience.ts'
import { pings, type Speech } from './client/peer.ts'
import { askFrom, ballot, comeBack, enter, type Login, opId, type SeatKey, slugOf, Staff } from './client/podium.ts'
import { KillTrial, untilServed, type Verdict } from './client/kills.ts'
import { StaysTrial } from './client/stays.ts'
import { joinByPolling } from './client/polling.ts'
import { type Cast, cast } from './client/votes.ts'
import { type Spread, spread } from './measures.ts'
import { TALLY } from './messages.ts'
import { serve } from './rpc.ts'
import { seeded, tallyOf, upvotesOverTime, type Vote, votesAtOnce, votesOverTime } from './shapes.ts'

const IN_FLIGHT = 256
/** Seats below this have asked a question or upvoted one to make a tally. */
const FRESH_FROM = 60
const OPTIONS = ['Facebook', 'Instagram', 'LinkedIn', 'Mastodon']
const PING_EVERY_MS = 10_000
/** A poll of the servers that know none. */
const NO_POLL = 'BCDEFGHJKMNPQRSTVWXYZ01234'

export type ServerKind = 'floor' | 'ws' | 'bare' | 'polling' | 'naive' | 'ours'

let kind: ServerKind = 'bare'
let audience = new Audience(0, 'socket.io')
let staff: Staff | null = null
let poll: Poll | null = null
let polls = 0
let expected: number[] = []
const snapshots = new Map<number, string>()
let questions: QuestionId[] = []
let kills: KillTrial | null = null
let stays: StaysTrial | null = null

function stage(): Staff {
  if (staff === null) throw new Error('nobody has signed in')
  return staff
}

async function joinOne(into: Audience, index: number, seat: SeatKey | undefined): Promise<void> {
  if (kind !== 'ours') {
    await into.at(index).peer.open()
    return
  }
  if (seat === undefined) throw new Error(`there is no seat ${index}`)
  snapshots.set(index, await enter(into, into.at(index), seat))
}

/** Lets so many join, 256 at the same time, and tells how many did not make it. */
async function joinMany(into: Audience, from: number, count: number, seats: readonly SeatKey[]) {
  const beganAt = performance.now()
  const failures: string[] = []
  const indices = Array.from({ length: count }, (_unused, index) => from + index)
  await inFlight(indices, IN_FLIGHT, (index) =>
    joinOne(into, index, seats[index]).catch((error: unknown) => void failures.push(String(error))),
  )
  return { wallMs: performance.now() - beganAt, failures: failures.length, failure: failures[0] ?? null }
}

function ballotOf(vote: Vote) {
  const option = poll?.options[vote.option]?.id ?? (OPTIONS[vote.option] as OptionId) // servers that know no polls take any option
  return ballot(poll?.id ?? (`${NO_POLL.slice(0, 24)}${10 + polls}` as PollId), option, vote.sequence)
}

const commands = {
  /** The server to speak to from now on. */
  async aim(input: { port: number; kind: ServerKind }): Promise<null> {
    kind = input.kind
    const speech: Speech = kind === 'floor' || kind === 'ws' ? kind : 'socket.io'
    audience = new Audience(input.port, speech)
    snapshots.clear()
    staff = kind === 'ours' ? new Staff(input.port) : null
    return null
  },
  async signIn({ organiser, trainer }: { organiser: Login; trainer: Login }): Promise<null> {
    await stage().signIn(organiser, trainer)
    return null
  },
  addSeats: ({ count }: { count: number }): Promise<SeatKey[]> => stage().addSeats(count),
  /** The seminar goes live with so many published questions; the first seats asked one each. */
  async prepareRoom(input: { seats: readonly SeatKey[]; questions: number }): Promise<null> {
    await stage().goLive()
    await commands.askMore(input)
    return null
  },
  /** So many more questions, asked by the seats in turn and published. */
  async askMore(input: { seats: readonly SeatKey[]; questions: number }): Promise<null> {
    const wanted = questions.length + input.questions
    for (let index = questions.length; index < wanted; index += 1) {
      const attendee = audience.at(index)
      if (!attendee.peer.isOpen) await joinOne(audience, index, input.seats[index])
      const text = `Frage ${index + 1}: Wer haftet, wenn ein privater Beitrag dem Dienstherrn zugerechnet wird, obwohl das Profil deutlich als privat gekennzeichnet war und der Beitrag außerhalb der Dienstzeit entstand? Und gilt das ebenso für Beiträge in geschlossenen Gruppen, die jemand weiterreicht?`
      const id = await askFrom(attendee, text)
      await stage().publish(id)
      questions.push(id)
    }
    return null
  },
  async warmUp({ seats, from, count }: { seats: readonly SeatKey[]; from: number; count: number }): Promise<{ failures: number }> {
    const warm = new Audience(audience.port, audience.speech)
    const { failures } = await joinMany(warm, 0, count, seats.slice(from))
    warm.cutAll()
    snapshots.clear()
    return { failures }
  },
  join: ({ from, count, seats }: { from: number; count: number; seats: readonly SeatKey[] }) => joinMany(audience, from, count, seats),
  /** P7's other side: the default transports, everybody once. */
  async joinByPolling({ count }: { count: number }) {
    const beganAt = performance.now()
    const ends: (() => void)[] = []
    await inFlight(
      Array.from({ length: count }, (_unused, index) => index),
      IN_FLIGHT,
      async () => void ends.push(await joinByPolling(audience.port)),
    )
    const wallMs = performance.now() - beganAt
    for (const end of ends) end()
    return { wallMs }
  },
  /** Whether every snapshot is a whole and the same room; read after the measuring. */
  async checkSnapshots(_input: null): Promise<{ isRight: boolean; bytes: number; questions: number }> {
    const texts = [...snapshots.values()]
    const read = texts.map((text) => (JSON.parse(text) as [{ value: AttendeeSnapshot }])[0].value) // as asked for
    for (const snapshot of read.slice(0, 10)) AttendeeSnapshot.parse(snapshot)
    const [model] = read
    questions = model?.questions.map(({ id }) => id) ?? []
    const isRight = read.every(
      (snapshot) =>
        snapshot.seminarId === model?.seminarId && snapshot.stage.state === 'live' && snapshot.questions.length === questions.length,
    )
    const bytes = Buffer.byteLength(texts[0] ?? '')
    snapshots.clear()
    return { isRight, bytes, questions: questions.length }
  },
  /** Waits, where pings come every ten seconds, until none are due for so long. */
  async waitForQuiet({ forMs }: { forMs: number }): Promise<null> {
    for (;;) {
      const sinceMs = performance.now() - pings.lastAt
      const isDueSoon = pings.lastAt > 0 && sinceMs < PING_EVERY_MS + 1_500 && sinceMs + forMs > PING_EVERY_MS - 500
      if (!isDueSoon && sinceMs > 300) return null
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  },
  async beginSeries(_input: null): Promise<null> {
    audience.beginSeries()
    return null
  },
  /** A tally is asked for the way Podium makes one: somebody upvotes. */
  async upvote({ seat, question }: { seat: number; question: number }): Promise<null> {
    await audience
      .at(seat)
      .peer.ask(upvoteQuestion.name, { opId: opId(), questionId: questions[question % questions.length], isUpvoted: true })
    return null
  },
  async hearTallies({ tallies }: { tallies: number }): Promise<null> {
    await audience.hearTallies(tallies)
    return null
  },
  fanOut: async ({ skipped }: { skipped: number }) => audience.fanOut(skipped),
  async openPoll({ isConfidential }: { isConfidential: boolean }): Promise<null> {
    polls += 1
    poll = staff === null ? null : await staff.openPoll(OPTIONS, isConfidential)
    return null
  },
  /** V2. */
  async castAtOnce({ seed, seats }: { seed: number; seats: number }): Promise<Cast> {
    const votes = votesAtOnce(seeded(seed), seats, OPTIONS.length)
    expected = tallyOf(votes, OPTIONS.length)
    return cast(audience, votes, ballotOf)
  },
  /** V1. */
  async castOverTime({ seed, seats, cutMs }: { seed: number; seats: number; cutMs: number }): Promise<Cast> {
    const votes = votesOverTime(seeded(seed), seats, OPTIONS.length, cutMs)
    expected = tallyOf(votes, OPTIONS.length)
    return cast(audience, votes, ballotOf)
  },
  /** V2 where everybody is told of every vote: ends when everybody has heard of the last. */
  async castNaively({ seed, seats }: { seed: number; seats: number }): Promise<Cast & { heardAll: boolean }> {
    const heard = audience
      .allHear((name, _body, revision) => name === TALLY && revision === seats)
      .then(
        () => true,
        () => false,
      )
    const done = await cast(audience, votesAtOnce(seeded(seed), seats, OPTIONS.length), ballotOf)
    return { ...done, heardAll: await heard }
  },
  /** Resolves once everybody has heard of the closed wave; tells whether it counts every voter once. */
  async closePoll(_input: null): Promise<{ isHeard: boolean; isCountRight: boolean }> {
    if (poll === null) return { isHeard: true, isCountRight: true }
    const { id } = poll
    const heard = audience
      .allHear((name, body) => name === 'poll.changed' && isClosed(body, id))
      .then(
        () => true,
        () => false,
      )
    const ballots = await stage().closePoll(id)
    return { isHeard: await heard, isCountRight: ballots === expected.reduce((sum, count) => sum + count, 0) }
  },
  /** Whether the published tally is the seed's. */
  async revealPoll(_input: null): Promise<{ isTallyRight: boolean }> {
    if (poll === null) return { isTallyRight: true }
    const tallies = await stage().revealPoll(poll)
    return { isTallyRight: tallies.every((count, index) => count === expected[index]) }
  },
  /** U1. */
  async upvoteOverTime({ seed, seats, withinMs }: { seed: number; seats: number; withinMs: number }) {
    // The first seats have asked or upvoted before: their upvotes would be refused or change nothing.
    const upvotes = upvotesOverTime(seeded(seed), seats, questions.length, withinMs).filter((upvote) => upvote.seat >= FRESH_FROM)
    const counted = await countUpvotes()
    const before = audience.deliveries
    const latencies: number[] = []
    let failed = 0
    const beganAt = performance.now()
    await Promise.all(
      upvotes.map(async ({ atMs, seat, question }) => {
        await new Promise((resolve) => setTimeout(resolve, atMs))
        const sentAt = performance.now()
        await commands.upvote({ seat, question }).then(
          () => latencies.push(performance.now() - sentAt),
          () => (failed += 1),
        )
      }),
    )
    const wallMs = performance.now() - beganAt
    for (const { question } of upvotes) add(counted, questions[question] ?? '', 1)
    const now = await countUpvotes()
    const isCountRight = [...now].every(([id, count]) => count === counted.get(id))
    return {
      isCountRight,
      upvotes: upvotes.length,
      failed,
      latencyMs: spread(latencies) satisfies Spread,
      deliveries: audience.deliveries - before,
      wallMs,
    }
  },
  /** What went wrong on the connections so far. */
  errors: async (_input: null) => ({ lost: audience.lost, gaps: audience.gaps, deliveries: audience.deliveries }),
  /** R1: everybody comes back to a server that was killed; resolves with the nanoseconds of the shared clock when the last has the room. */
  async comeBack({ seats }: { seats: readonly SeatKey[] }): Promise<{ lastAtNs: number; failures: number; failure: string | null }> {
    const slug = slugOf(seats[0] ?? { link: '', code: '' })
    const [scout, ...others] = audience.attendees
    const failures: string[] = []
    const back = async (attendee: (typeof audience.attendees)[number]) => {
      snapshots.set(attendee.index, await comeBack(audience, attendee, slug))
    }
    if (scout !== undefined) await untilServed(() => back(scout))
    await inFlight(others, IN_FLIGHT, (attendee) => back(attendee).catch((error: unknown) => void failures.push(String(error))))
    return { lastAtNs: Number(process.hrtime.bigint()), failures: failures.length, failure: failures[0] ?? null }
  },
  /** P10: tries to enter until it works; resolves with the nanoseconds of the shared clock. */
  async firstJoin({ seat }: { seat: SeatKey }): Promise<number> {
    const alone = new Audience(audience.port, 'socket.io')
    await untilServed(() => enter(alone, alone.at(0), seat))
    const servedAtNs = Number(process.hrtime.bigint())
    alone.cutAll()
    return servedAtNs
  },
  async beginKills({ seats }: { seats: readonly SeatKey[] }): Promise<null> {
    kills = new KillTrial(audience.port, stage(), seats)
    await kills.begin()
    return null
  },
  /** Resolves when the server has gone. */
  async loadForKill({ trial, seed }: { trial: number; seed: number }): Promise<null> {
    await kills?.load(trial, seed)
    return null
  },
  verifyAfterKill: async (_input: null): Promise<Verdict | null> => (await kills?.verify()) ?? null,
  /** A1. */
  async comeAndGo({ seats, seed, withinMs }: { seats: readonly SeatKey[]; seed: number; withinMs: number }): Promise<null> {
    stays = new StaysTrial(audience.port, stage(), seats)
    await stays.run(seed, withinMs)
    return null
  },
  verifyStays: async (_input: null): Promise<string[]> => (await stays?.verify()) ?? ['nobody came'],
  async leave(_input: null): Promise<null> {
    audience.cutAll()
    kills?.end()
    stays?.end()
    staff?.leave()
    return null
  },
  cpu: async (_input: null): Promise<number> => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
}

export type ClientCommands = typeof commands

async function countUpvotes(): Promise<Map<string, number>> {
  const { questions: all } = await stage().monitor()
  return new Map(all.map(({ id, upvotes }) => [id, upvotes]))
}

function add(to: Map<string, number>, key: string, count: number): void {
  to.set(key, (to.get(key) ?? 0) + count)
}

function isClosed(body: unknown, id: PollId): boolean {
  // The body of poll.changed.
  const changed = body as Poll
  return changed.id === id && changed.waves[0]?.state === 'closed' && !changed.isRevealed
}

serve(commands)
