// Where Podium's processor time goes while people join and vote.
import type { Cost } from './probe.ts'
import { type Ours, WARM_UP_SEATS } from './ours.ts'
import { startClient } from './processes.ts'

/** Prints the functions that cost most during joins and votes of `n` people. */
export async function printProfile(ours: Ours, n: number): Promise<void> {
  const server = await ours.start(n)
  const client = startClient()
  const profiled = async (name: string, work: () => Promise<unknown>) => {
    await server.probe.call('beginProfile', null)
    await work()
    const { packages, own, whole } = await server.probe.call('endProfile', null)
    const line = ({ name: called, ms }: Cost) => `${((ms * 1_000) / n).toFixed(1).padStart(8)}  ${called}`
    process.stdout.write(
      `\n${name}: µs each, by package\n${packages.slice(0, 25).map(line).join('\n')}\n\n${name}: µs each, by themselves\n${own.map(line).join('\n')}\n\n${name}: µs each, with what they call\n${whole.map(line).join('\n')}\n`,
    )
  }
  await client.call('aim', { port: server.port, kind: 'ours' })
  await client.call('signIn', ours.logins)
  await client.call('warmUp', { seats: ours.seats, from: n, count: WARM_UP_SEATS })
  await profiled('join', () => client.call('join', { from: 0, count: n, seats: ours.seats }))
  for (let round = 0; round < 3; round += 1) {
    await client.call('openPoll', { isConfidential: false })
    const vote = () => client.call('castAtOnce', { seed: round, seats: n })
    await (round < 2 ? vote() : profiled('vote', vote))
    await client.call('closePoll', null)
  }
  await client.end()
  await server.kill()
}
