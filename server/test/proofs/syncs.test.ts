// An acknowledgement means: on disk. The kernel is watched while people change things one after the other (T-FSYNC-1).
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castBallot, createPoll, openWave, type Poll } from '@podium/shared/polls.ts'
import { askQuestion } from '@podium/shared/questions.ts'
import { type Live, opId } from '../people.ts'
import { ballotOf, createStaff, demoSeminar, gather, pool, reconnect, startSeminar } from './crowd.ts'
import { type Product, startProduct } from './product.ts'

const PEOPLE = 30
const hasTracer = spawnSync('strace', ['-V']).status === 0
if (!hasTracer) console.error('strace is missing (Debian: apt-get install strace): sync calls are not counted.')

let product: Product
let poll: Poll
let lives: Live[]

beforeAll(async () => {
  product = await startProduct()
  const seminarId = await demoSeminar(product)
  const trainer = await (await createStaff(product, product.trainer, seminarId)).connect()
  await startSeminar(trainer)
  const { id } = await trainer.ask(createPoll, {
    opId: opId(),
    kind: 'choice',
    text: 'Pause?',
    options: ['Ja', 'Nein'],
    isConfidential: false,
  })
  poll = await trainer.ask(openWave, { opId: opId(), pollId: id, wave: 'only' })
  lives = await pool(await gather(product, seminarId, PEOPLE), 16, (person) => reconnect(product, person))
}, 60_000)
afterAll(() => product.remove())

/** What the kernel was asked for, in its order; clocks of two processes would not tell which of two things came first. */
type Call = 'sync' | 'acknowledgement'

/** Watches syncs of the store and acknowledgements to people until stopped; null where the kernel does not let us. */
async function watchCalls(): Promise<{ stop(): Promise<Call[]> } | null> {
  const folder = mkdtempSync(path.join(tmpdir(), 'podium-syncs-'))
  const file = path.join(folder, 'calls')
  const traced = 'trace=fsync,fdatasync,write,writev,sendto,sendmsg'
  const tracer: ChildProcess = spawn('strace', ['-f', '-y', '-s', '16', '-e', traced, '-o', file, '-p', String(product.pid())], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => tracer.once('close', () => resolve()))
  const isAttached = await new Promise<boolean>((resolve) => {
    tracer.stderr?.on('data', (chunk: Buffer) => {
      if (/attached/.test(chunk.toString())) resolve(true)
    })
    void ended.then(() => resolve(false))
  })
  return isAttached
    ? {
        async stop() {
          tracer.kill('SIGINT')
          await ended
          const lines = readFileSync(file, 'utf8').split('\n')
          rmSync(folder, { recursive: true })
          const syncing = new Set<string>()
          return lines.flatMap((line): Call[] => {
            // A sync counts when it is done; one that another thread interrupts is told in two lines.
            const [, thread = '', what = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
            if (/^f(?:data)?sync\(\d+<[^>]*podium\.db/.test(what)) {
              if (what.endsWith('= 0')) return ['sync']
              syncing.add(thread)
            }
            if (/^<\.\.\. f(?:data)?sync resumed>.*= 0$/.test(what) && syncing.delete(thread)) return ['sync']
            // Engine.IO 4 (a message), Socket.IO 3 (an acknowledgement), its number, its array.
            return /"43\d+\[/.test(line) ? ['acknowledgement'] : []
          })
        },
      }
    : null
}

describe.skipIf(!hasTracer)('syncs', () => {
  it('K15 Between a change and its acknowledgement the store is synced, every time', async ({ skip }) => {
    const watch = await watchCalls()
    if (watch === null) {
      console.error('strace may not watch the server here: sync calls are not counted.')
      skip()
      return
    }
    for (const [index, live] of lives.entries()) {
      await live.ask(castBallot, ballotOf(poll, 'only', index % 2, 1))
      await live.ask(askQuestion, { opId: opId(), text: `Frage ${index}?`, shownAs: { kind: 'anonymous' } })
    }
    const calls = await watch.stop()
    const wasSynced = calls.flatMap((call, index) => (call === 'acknowledgement' ? [calls[index - 1] === 'sync'] : []))
    console.info(`${wasSynced.length} changes one after the other, ${calls.length - wasSynced.length} syncs`)
    expect(wasSynced).toEqual(Array.from({ length: 2 * PEOPLE }, () => true))
  })
})
