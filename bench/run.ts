// One run: one server, one audience size, one repetition; what it cost and whether it was right.
import type { ServerKind } from './client.ts'
import type { SeatKey } from './client/podium.ts'
import type { Measured, Spread } from './measures.ts'
import { type Ours, WARM_UP_SEATS } from './ours.ts'
import { type Server, startBaseline, startClient } from './processes.ts'

/** A statement that must be true before any number of its part counts. */
export interface Check {
  readonly name: string
  readonly ok: boolean
}

/** What one run measured; null where this server or size does not have it, or where a check failed. Times in microseconds of server CPU. */
export interface Run extends Measured {
  readonly kind: ServerKind
  readonly joinUs: number | null
  readonly joinsPerS: number | null
  /** Bytes of one snapshot; null where there is none. */
  readonly snapshotBytes: number | null
  /** Bytes per attendee beyond the first thousand, after collection. */
  readonly memorySlope: number | null
  readonly deliveryUs: number | null
  readonly fanOutMs: Spread | null
  readonly voteUs: number | null
  readonly acksPerS: number | null
  readonly ackMs: Spread | null
  /** Per vote, with everything that follows from it until everybody has heard the result. */
  readonly burstUs: number | null
  /** Share of one core the client used, by part: above 0.85 its clock is not to be trusted. */
  readonly clientShare: { readonly join: number; readonly fanOut: number; readonly votes: number }
  readonly overTime: OverTime | null
  readonly checks: readonly Check[]
}

/** Votes and upvotes at their own moments. */
export interface OverTime {
  readonly loopMs: { readonly p99: number; readonly max: number }
  readonly ackMs: Spread
  /** Share of one core for telling tallies and states. */
  readonly broadcastShare: number
  readonly voteShare: number
}

export interface RunPlan {
  readonly kind: ServerKind
  readonly n: number
  readonly repetition: number
  readonly seed: number
  readonly isQuick: boolean
  /** Also tallies to everybody. */
  readonly hasFanOut: boolean
  /** Also votes and upvotes over time (ours); in a quick run, these alone. */
  readonly hasOverTime: boolean
}

const FIRST_PART = 1_000
const TICK_MS = 500
/** So long before Podium's next tick somebody upvotes. */
const LEAD_MS = 80
const WARM_TALLIES = 3
/** Enough for a cost per person or vote that does not depend on their number. */
const QUICK_POLLING = 300
const QUICK_NAIVE = 40
const WARM_ROUNDS = 2
const ROUNDS = 3
const NAIVE_MOST = 2_000
const NAIVE_MOST_MS = 60_000

type Client = ReturnType<typeof startClient>
type Used<Value> = { value: Value; cpuUs: number; wallMs: number; clientShare: number }

/** Carries out one run; `polling` only joins, `naive` only votes. */
export async function carryOut(plan: RunPlan, ours: Ours): Promise<Run> {
  const server = plan.kind === 'ours' ? await ours.start(plan.n) : await startBaseline(plan.kind)
  const client = startClient()
  try {
    await client.call('aim', { port: server.port, kind: plan.kind })
    if (plan.kind === 'ours') await client.call('signIn', ours.logins)
    return await new Runner(plan, server, client, ours.seats).run()
  } finally {
    await client.end()
    await server.kill()
  }
}

class Runner {
  readonly #plan: RunPlan
  readonly #server: Server
  readonly #client: Client
  readonly #seats: readonly SeatKey[]
  readonly #checks: Check[] = []
  #upvoter = 10

  constructor(plan: RunPlan, server: Server, client: Client, seats: readonly SeatKey[]) {
    this.#plan = plan
    this.#server = server
    this.#client = client
    this.#seats = plan.kind === 'ours' ? seats : []
  }

  async run(): Promise<Run> {
    const { kind, n, repetition } = this.#plan
    const nothing = {
      joinUs: null,
      joinsPerS: null,
      snapshotBytes: null,
      memorySlope: null,
      deliveryUs: null,
      fanOutMs: null,
      voteUs: null,
      acksPerS: null,
      ackMs: null,
      burstUs: null,
      overTime: null,
      clientShare: { join: 0, fanOut: 0, votes: 0 },
    }
    const run = { ...nothing, kind, n, repetition, checks: this.#checks }
    if (kind === 'polling') {
      await this.#client.call('joinByPolling', { count: Math.min(n, WARM_UP_SEATS) })
      const count = this.#plan.isQuick ? Math.min(n, QUICK_POLLING) : n
      const used = await this.#using(() => this.#client.call('joinByPolling', { count }))
      return { ...run, joinUs: used.cpuUs / count, joinsPerS: perSecond(count, used.value.wallMs) }
    }
    const joined = await this.#join()
    if (kind === 'naive') return { ...run, ...(await this.#naive()) }
    const fanOut = this.#plan.hasFanOut ? await this.#fanOut() : { share: 0 }
    const deliveryUs = 'deliveryUs' in fanOut ? (fanOut.deliveryUs ?? 0) : 0
    const overTime = this.#plan.hasOverTime ? await this.#overTime(deliveryUs) : null
    const isVoting = !this.#plan.isQuick || (kind !== 'ws' && overTime === null)
    const votes = isVoting ? await this.#votes(deliveryUs) : { numbers: {}, share: 0 }
    const errors = await this.#client.call('errors', null)
    const isWhole = this.#check('no connection lost', errors.lost === 0) && this.#check('no revision missed', errors.gaps === 0)
    if (!isWhole) return run
    return {
      ...run,
      ...joined.numbers,
      ...('deliveryUs' in fanOut ? fanOut : {}),
      ...votes.numbers,
      overTime,
      clientShare: { join: joined.share, fanOut: fanOut.share, votes: votes.share },
    }
  }

  async #join() {
    const { kind, n } = this.#plan
    const warm = this.#plan.isQuick ? WARM_UP_SEATS / 2 : WARM_UP_SEATS
    if (kind !== 'naive') await this.#client.call('warmUp', { seats: this.#seats, from: n, count: warm })
    const parts = n > FIRST_PART ? [FIRST_PART, n - FIRST_PART] : [n]
    let from = 0
    const total = { cpuUs: 0, wallMs: 0, failures: 0, share: 0 }
    let failure: string | null = null
    const memory: number[] = []
    for (const count of parts) {
      const used = await this.#using(() => this.#client.call('join', { from, count, seats: this.#seats }))
      from += count
      total.cpuUs += used.cpuUs
      total.wallMs += used.value.wallMs
      total.failures += used.value.failures
      total.share = Math.max(total.share, used.clientShare)
      failure ??= used.value.failure
      if (!this.#plan.isQuick) memory.push((await this.#server.probe.call('memory', null)).rss)
    }
    if (failure !== null) console.error(failure)
    const snapshots = kind === 'ours' ? await this.#client.call('checkSnapshots', null) : null
    const isRight =
      this.#check('everybody is in', total.failures === 0) && this.#check('every snapshot is right', snapshots?.isRight ?? true)
    const [first = 0, last] = memory
    const numbers = {
      joinUs: total.cpuUs / n,
      joinsPerS: perSecond(n, total.wallMs),
      snapshotBytes: snapshots?.bytes ?? null,
      memorySlope: last === undefined ? null : (last - first) / (n - FIRST_PART),
    }
    return { numbers: isRight ? numbers : {}, share: total.share }
  }

  /** Only the moments around each tally count; the quiet between them tells what is to be taken off. */
  async #fanOut() {
    const { isQuick, n, kind } = this.#plan
    const tallies = isQuick ? 3 : 10
    const gapMs = kind === 'ours' || !isQuick ? TICK_MS - LEAD_MS : (TICK_MS - LEAD_MS) / 4
    await this.#client.call('beginSeries', null)
    for (let tally = 1; tally <= WARM_TALLIES; tally += 1) await this.#tell(tally)
    if (!isQuick) await this.#client.call('waitForQuiet', { forMs: tallies * TICK_MS * 1.2 })
    const quiet = { cpuUs: 0, wallMs: 0 }
    const busy = { cpuUs: 0, wallMs: 0, share: 0 }
    for (let tally = 1; tally <= tallies; tally += 1) {
      const idle = await this.#using(() => pause(gapMs))
      const used = await this.#using(() => this.#tell(WARM_TALLIES + tally))
      quiet.cpuUs += idle.cpuUs
      quiet.wallMs += idle.wallMs
      busy.cpuUs += used.cpuUs
      busy.wallMs += used.wallMs
      busy.share = Math.max(busy.share, used.clientShare)
    }
    const { tallies: heard, ...fanOutMs } = await this.#client.call('fanOut', { skipped: WARM_TALLIES })
    const isRight = this.#check('every tally reached everybody', heard === tallies)
    const cpuUs = busy.cpuUs - (quiet.cpuUs / quiet.wallMs) * busy.wallMs
    return { deliveryUs: isRight ? cpuUs / (tallies * n) : null, fanOutMs: isRight ? fanOutMs : null, share: busy.share }
  }

  async #tell(tally: number): Promise<void> {
    const heard = this.#client.call('hearTallies', { tallies: tally })
    if (this.#server.kind === 'ours') await this.#client.call('upvote', { seat: (this.#upvoter += 1), question: tally })
    else await this.#server.tell(tally)
    await heard
  }

  async #votes(deliveryUs: number) {
    const { n, seed } = this.#plan
    const measured: { voteUs: number; burstUs: number; acksPerS: number; ackMs: Spread; share: number }[] = []
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
      await this.#client.call('openPoll', { isConfidential: false })
      if (!this.#plan.isQuick) await this.#client.call('waitForQuiet', { forMs: 1_000 })
      const used = await this.#using(() => this.#client.call('castAtOnce', { seed: seed + round, seats: n }))
      const closed = await this.#using(() => this.#client.call('closePoll', null))
      const { isTallyRight } = await this.#client.call('revealPoll', null)
      const { acknowledged, failed, failure, deliveries, wallMs, latencyMs } = used.value
      if (failure !== null) console.error(failure)
      this.#check('every vote acknowledged', acknowledged === n && failed === 0)
      this.#check('every vote counted once', closed.value.isCountRight && isTallyRight)
      this.#check('everybody heard the closed poll', closed.value.isHeard)
      if (round < WARM_ROUNDS) continue
      measured.push({
        // A tick may fall into the round; what it costs is P4's and P13's.
        voteUs: (used.cpuUs - deliveries * deliveryUs) / n,
        burstUs: (used.cpuUs + closed.cpuUs) / n,
        acksPerS: perSecond(n, wallMs),
        ackMs: latencyMs,
        share: used.clientShare,
      })
    }
    const isRight = this.#checks.every(({ ok }) => ok)
    const middle = measured.toSorted((a, b) => a.voteUs - b.voteUs)[1]
    const numbers = isRight && middle !== undefined ? middle : { voteUs: null, burstUs: null, acksPerS: null, ackMs: null }
    return { numbers, share: Math.max(...measured.map(({ share }) => share)) }
  }

  /** Every vote is told to everybody: at most a minute, and beyond 2000 people not at all. */
  async #naive() {
    const { n, isQuick, seed } = this.#plan
    if (n > NAIVE_MOST) return {}
    await this.#client.call('openPoll', { isConfidential: false })
    await this.#client.call('castNaively', { seed, seats: 20 })
    await this.#client.call('openPoll', { isConfidential: false })
    const seats = isQuick ? QUICK_NAIVE : n
    const before = await this.#client.call('errors', null)
    const used = await this.#using(() => this.#client.call('castNaively', { seed, seats }))
    const after = await this.#client.call('errors', null)
    // Cut short after a minute, it has told everybody of so many votes.
    const told = used.value.heardAll ? seats : Math.floor((after.deliveries - before.deliveries) / n)
    const isRight = this.#check('everybody hears of every vote', used.value.heardAll || used.wallMs >= NAIVE_MOST_MS)
    return isRight && told > 0 ? { burstUs: used.cpuUs / told, ackMs: used.value.heardAll ? used.value.latencyMs : null } : {}
  }

  async #overTime(deliveryUs: number): Promise<OverTime | null> {
    const { n, seed, isQuick } = this.#plan
    await this.#client.call('openPoll', { isConfidential: false })
    await this.#server.probe.call('watchLoop', null)
    const used = await this.#using(() => this.#client.call('castOverTime', { seed, seats: n, cutMs: isQuick ? 2_000 : 20_000 }))
    const loopMs = await this.#server.probe.call('readLoop', null)
    const closed = await this.#client.call('closePoll', null)
    const { isTallyRight } = await this.#client.call('revealPoll', null)
    if (used.value.failure !== null) console.error(used.value.failure)
    const isRight =
      this.#check('every vote over time acknowledged', used.value.failed === 0) &&
      this.#check('every vote over time counted once', closed.isCountRight && isTallyRight && closed.isHeard)
    await this.#client.call('askMore', { seats: this.#seats, questions: 34 })
    const upvoted = await this.#using(() => this.#client.call('upvoteOverTime', { seed, seats: n, withinMs: isQuick ? 2_000 : 15_000 }))
    const isRightToo =
      this.#check('every upvote acknowledged', upvoted.value.failed === 0) &&
      this.#check('every upvote counted once', upvoted.value.isCountRight)
    if (!isRight || !isRightToo) return null
    const shares = [
      (used.value.deliveries * deliveryUs) / 1_000 / used.value.wallMs,
      (upvoted.value.deliveries * deliveryUs) / 1_000 / upvoted.value.wallMs,
    ]
    return {
      loopMs,
      ackMs: used.value.latencyMs,
      broadcastShare: Math.max(...shares),
      voteShare: used.cpuUs / 1_000 / used.wallMs,
    }
  }

  #check(name: string, ok: boolean): boolean {
    this.#checks.push({ name, ok })
    return ok
  }

  /** What the server and the client spent while `work` ran. */
  async #using<Value>(work: () => Promise<Value>): Promise<Used<Value>> {
    const { probe } = this.#server
    const [before, clientBefore] = [await probe.call('cpu', null), await this.#client.call('cpu', null)]
    const beganAt = performance.now()
    const value = await work()
    const wallMs = performance.now() - beganAt
    const [after, clientAfter] = [await probe.call('cpu', null), await this.#client.call('cpu', null)]
    return { value, cpuUs: after - before, wallMs, clientShare: (clientAfter - clientBefore) / 1_000 / wallMs }
  }
}

function perSecond(count: number, wallMs: number): number {
  return (count * 1_000) / wallMs
}

/** Waits so many milliseconds. */
export function pause(forMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forMs))
}
