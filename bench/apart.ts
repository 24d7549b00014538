// What is measured of Podium alone: storms after a kill, cold starts, records that survive, attendance by the seed.
import type { Apart } from './goals.ts'
import { median } from './measures.ts'
import { type Ours } from './ours.ts'
import { startClient } from './processes.ts'
import { type Check, pause } from './run.ts'
import { seeded } from './shapes.ts'

const PEOPLE = 60
const LEAST_MS = 20
const LOAD_MS = 400

type Client = ReturnType<typeof startClient>

/** R1: seconds from `kill -9` until the last of `n` has a correct room again; null when somebody does not. */
export async function storm(ours: Ours, n: number): Promise<{ seconds: number | null; checks: Check[] }> {
  return withClient(ours, n, async (client, server) => {
    const joined = await client.call('join', { from: 0, count: n, seats: ours.seats })
    await client.call('checkSnapshots', null)
    const killedAtNs = Number(process.hrtime.bigint())
    await server.kill()
    const again = ours.spawn()
    const back = await client.call('comeBack', { seats: ours.seats })
    await again.ready
    const { isRight } = await client.call('checkSnapshots', null)
    const checks = [
      { name: 'everybody comes back after a kill', ok: joined.failures === 0 && back.failures === 0 },
      { name: 'every snapshot after a kill is right', ok: isRight },
    ]
    if (back.failure !== null) console.error(back.failure)
    return { seconds: checks.every(({ ok }) => ok) ? (back.lastAtNs - killedAtNs) / 1e9 : null, checks }
  })
}

/** P10: seconds from the start of the process to the first served join, the media server running; the median. */
export async function coldStart(ours: Ours, n: number, tries: number): Promise<number | null> {
  return withClient(ours, n, async (client, first) => {
    const seconds: number[] = []
    let server = first
    for (let index = 0; index < tries; index += 1) {
      await server.kill()
      const startedAtNs = Number(process.hrtime.bigint())
      const starting = ours.spawn()
      const seat = ours.seats[20 + index]
      if (seat === undefined) return null
      seconds.push(((await client.call('firstJoin', { seat })) - startedAtNs) / 1e9)
      server = await starting.ready
    }
    return median(seconds)
  })
}

/** D1: `tries` kills in the middle of votes, upvotes, questions and arrivals. */
export async function kills(
  ours: Ours,
  n: number,
  tries: number,
  seed: number,
): Promise<{ kills: NonNullable<Apart['kills']>; checks: Check[] }> {
  return withClient(ours, n, async (client, first) => {
    const random = seeded(seed)
    const total = { tries, acknowledged: 0, lost: 0, doubled: 0 }
    let server = first
    await client.call('beginKills', { seats: ours.seatsFor(n) })
    for (let trial = 0; trial < tries; trial += 1) {
      const loading = client.call('loadForKill', { trial, seed: seed + trial })
      await pause(LEAST_MS + random() * LOAD_MS)
      await server.kill()
      await loading
      server = await ours.start()
      const verdict = await client.call('verifyAfterKill', null)
      for (const problem of verdict?.problems ?? []) console.error(`kill ${trial + 1}: ${problem}`)
      total.acknowledged += verdict?.acknowledged ?? 0
      total.lost += verdict?.lost ?? 0
      total.doubled += verdict?.doubled ?? 0
    }
    const isWhole = total.lost === 0 && total.doubled === 0 && total.acknowledged > 0
    return { kills: total, checks: [{ name: 'nothing acknowledged is lost or doubled by kills', ok: isWhole }] }
  })
}

/** A1: sixty people come and go, with one kill in the middle. */
export async function attendance(ours: Ours, n: number, seed: number, withinMs: number): Promise<Check[]> {
  return withClient(ours, n, async (client, server) => {
    const going = client.call('comeAndGo', { seats: ours.seatsFor(n).slice(-PEOPLE), seed, withinMs })
    await pause(withinMs / 2)
    await server.kill()
    await ours.start()
    await going
    const problems = await client.call('verifyStays', null)
    for (const problem of problems) console.error(problem)
    return [{ name: 'attendance is the seed\u2019s', ok: problems.length === 0 }]
  })
}

type Work<Result> = (client: Client, server: Awaited<ReturnType<Ours['start']>>) => Promise<Result>

/** Podium with the store prepared for `n`, the staff signed in; both processes are gone afterwards. */
async function withClient<Result>(ours: Ours, n: number, work: Work<Result>): Promise<Result> {
  const server = await ours.start(n)
  const client = startClient()
  try {
    await client.call('aim', { port: ours.port, kind: 'ours' })
    await client.call('signIn', ours.logins)
    return await work(client, server)
  } finally {
    await client.end()
    await ours.end()
  }
}
