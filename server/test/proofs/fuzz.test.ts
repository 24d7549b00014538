// Whatever is sent, before or after login: nothing crashes, nothing leaks, and others hardly notice (RT-01, RT-02, RT-08).
import { readdirSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions } from '@podium/shared/contract.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { readRoomAsAttendee } from '@podium/shared/room.ts'
import { newId } from '../../src/adapters/clock.ts'
import { took } from '../media/media-folder.ts'
import { Live, opId } from '../people.ts'
import { createStaff, demoSeminar, gather, type Person, pool, reconnect, startSeminar } from './crowd.ts'
import { type Product, startProduct } from './product.ts'

const MESSAGES = 10_000
const FRAMES = 10_000
/** Below the limit of a seat (30 in 10 s), so that every message reaches the handlers. */
const PER_SEAT = 25
const SEED = 4

let product: Product
let seminarId: SeminarId
let people: Person[]
let trainer: Live
/** Open files before anybody came. */
let quietFiles: number

beforeAll(async () => {
  product = await startProduct()
  quietFiles = openFiles()
  seminarId = await demoSeminar(product)
  trainer = await (await createStaff(product, product.trainer, seminarId)).connect()
  await startSeminar(trainer)
  people = await gather(product, seminarId, MESSAGES / PER_SEAT)
}, 120_000)
afterAll(() => product.remove())

const openFiles = () => readdirSync(`/proc/${product.pid()}/fd`).length
const isQuiet = () => openFiles() <= quietFiles + 10
const residentMegabytes = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${product.pid()}/status`, 'utf8'))?.[1]) / 1_024

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', '\uD800', '\u202Eabc', '__proto__', 'constructor', 'toString', '<img src=x onerror=alert(1)>', 'ß'.repeat(3_000)),
)
const value: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.constantFrom(newId(), opId(), 'before', 'only', 'published', null, true, false, 0, -1, 1e15, 1e308, 0.5),
  fc.constant([...Array(800).keys()]),
  fc.constant({ _placeholder: true, num: 0 }),
  fc.record({
    kind: fc.oneof(fc.constantFrom('options', 'word', 'anonymous', 'name', 'field'), text),
    optionIds: fc.array(text, { maxLength: 3 }),
    word: text,
  }),
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
)
const KEYS = [
  'opId',
  'pollId',
  'questionId',
  'wave',
  'choice',
  'sequence',
  'text',
  'shownAs',
  'isUpvoted',
  'moderation',
  'itemId',
  'kind',
  'options',
]
const input = fc.oneof(value, fc.dictionary(fc.oneof(fc.constantFrom(...KEYS, '__proto__', 'extra'), text), value, { maxKeys: 8 }))
// Some names belong to Socket.IO itself and end the connection.
const unknownName = text.filter(
  (name) => !['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].includes(name),
)

/** A call as our own pages make it, with any input: it must be answered. */
const call = fc
  .tuple(
    fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...actions.map((action) => action.name)) }, { weight: 1, arbitrary: unknownName }),
    input,
  )
  .map(
    ([event, argument]) =>
      (id: number) =>
        `2${id}${jsonOf([event, argument])}`,
  )

/** Anything else on the wire: wrong numbers of arguments, nobody to answer, binary parts, deep nesting. It may end its connection. */
const rubbish = fc
  .tuple(fc.oneof(unknownName, value), fc.array(value, { maxLength: 3 }), fc.nat(9))
  .map(([event, args, shape]) => (id: number) => {
    if (shape === 0) return `2${jsonOf([event, ...args])}`
    if (shape === 1) return `2${id}[${'['.repeat(6_000)}${']'.repeat(6_000)}]`
    if (shape === 2) return `52-${id}${jsonOf([event, { _placeholder: true, num: 0 }])}`
    return `2${id}${jsonOf([event, ...args])}`
  })

/** As JSON, below the limit of a message. */
function jsonOf(whole: readonly unknown[]): string {
  const json = JSON.stringify(whole, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
  return json.length < 8_000 ? json : JSON.stringify([whole[0], 'x'.repeat(8_000)])
}

/** Sends raw packets on a live connection and waits until each is acknowledged or the connection is closed; returns how many were acknowledged. */
async function bombard(live: Live, packets: readonly ((id: number) => string)[]): Promise<number> {
  const { engine } = live.socket.io
  const open = new Set<number>()
  let isClosed = false
  let asked = 0
  let wake = () => {}
  engine.on('message', (data: unknown) => {
    const id = typeof data === 'string' ? /^3(\d+)/.exec(data)?.[1] : undefined
    if (id !== undefined) open.delete(Number(id))
    wake()
  })
  engine.on('close', () => {
    isClosed = true
    wake()
  })
  for (const [index, packet] of packets.entries()) {
    const raw = packet(5_000 + index)
    if (/^2\d+\[/.test(raw)) {
      asked += 1
      open.add(5_000 + index)
    }
    engine.send(raw)
  }
  const ended = () => isClosed || open.size === 0
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${open.size} messages were neither answered nor refused`)), 15_000)
    wake = () => {
      if (!ended()) return
      clearTimeout(late)
      resolve()
    }
    wake()
  })
  return asked - open.size
}

/** Keeps asking like an ordinary page; answers how long the slowest hundredth took, in milliseconds. */
async function whileSomebodyAsks(work: () => Promise<void>): Promise<number> {
  const [witness] = people
  if (witness === undefined) throw new Error('nobody is there')
  const live = await reconnect(product, witness)
  const tooksMs: number[] = []
  const state = { isOver: false }
  const asking = (async () => {
    while (!state.isOver) {
      const startedAt = performance.now()
      await live.ask(readRoomAsAttendee, {})
      tooksMs.push(performance.now() - startedAt)
      // 30 in 10 s is the limit of a seat.
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
  })()
  await work().finally(() => {
    state.isOver = true
  })
  await asking
  live.close()
  return tooksMs.toSorted((a, b) => a - b).at(Math.floor(tooksMs.length * 0.99)) ?? 0
}

function expectUnharmed(pid: number): void {
  expect(product.pid()).toBe(pid)
  expect(() => process.kill(pid, 0)).not.toThrow()
  expect(product.log()).not.toMatch(/unhandled|uncaught|action failed|"level":(50|60)/i)
}

describe('hostile input', () => {
  it(`K3 ${MESSAGES} messages of every shape are answered or end their connection; the process stays`, async () => {
    const pid = product.pid()
    const calls = fc.sample(call, { numRuns: MESSAGES, seed: SEED })
    const rubbishes = fc.sample(rubbish, { numRuns: MESSAGES / 10, seed: SEED })
    let answered = 0
    const slowest = await whileSomebodyAsks(async () => {
      await pool(people.slice(1), 16, async (person, index) => {
        const live = await reconnect(product, person)
        const isRude = index % 10 === 0
        const packets = isRude ? rubbishes.slice((index / 10) * PER_SEAT) : calls.slice(index * PER_SEAT)
        const acknowledged = await bombard(live, packets.slice(0, PER_SEAT))
        if (!isRude) answered += acknowledged
        live.close()
      })
      await bombard(trainer, calls.slice(0, 100))
    })
    console.info(`slowest hundredth of answers to others: ${slowest.toFixed(0)} ms`)
    expect(answered).toBe(PER_SEAT * people.slice(1).filter((_person, index) => index % 10 !== 0).length)
    expectUnharmed(pid)
  }, 120_000)

  it(`K4 ${FRAMES} raw frames before login change nothing; files and memory come back`, async () => {
    const pid = product.pid()
    // Connections kept alive from before would hide a leak as large as themselves.
    await took(30_000, isQuiet)
    const attacks = fc.sample(attack, { numRuns: FRAMES / 10, seed: SEED })
    /** The same flood each time; answers the memory in use when it is quiet again, in megabytes. */
    async function flood(): Promise<number> {
      const slowest = await whileSomebodyAsks(async () => {
        await pool(attacks, 32, strike)
      })
      console.info(`slowest hundredth of answers to others: ${slowest.toFixed(0)} ms`)
      expectUnharmed(pid)
      await took(30_000, isQuiet)
      return residentMegabytes()
    }
    // The first flood fills pools and caches that stay; what leaks grows with every flood.
    const first = await flood()
    const second = await flood()
    console.info(`memory after one flood ${first.toFixed(0)} MB, after two ${second.toFixed(0)} MB`)
    expect(second - first).toBeLessThan(50)
  }, 120_000)
})

const header = (query: string, extra = '') =>
  `GET /socket.io/?${query} HTTP/1.1\r\nHost: ${new URL(product.url).host}\r\nOrigin: ${product.url}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${extra}\r\n`
const post = (query: string, type: string, body: string) =>
  `POST /socket.io/?${query} HTTP/1.1\r\nHost: ${new URL(product.url).host}\r\nOrigin: ${product.url}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

const frameText = fc.oneof(
  fc.constantFrom(
    '40{"ticket":"x"}',
    '40',
    '42["poll.vote",{}]',
    '2[{"toString":"foo"}]',
    '42[{"toString":"foo"}]',
    '451-["a",{"_placeholder":true,"num":0}]',
    '450-["a"]',
    '451000000-["a",{"_placeholder":true,"num":999999}]',
    '42["__proto__",{"constructor":{}}]',
    '40/nowhere,',
    '5',
    '1',
    '6',
    '3probe',
    'bAAAA',
    `4${'x'.repeat(16 * 1_024 + 1)}`,
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
)
/** A handshake of some kind and ten frames after it. */
const attack = fc.record({
  open: fc.constantFrom(
    'EIO=4&transport=websocket',
    'EIO=3&transport=websocket',
    'transport=websocket',
    'EIO=4&transport=websocket&sid=__proto__',
    'EIO=4&transport=websocket&sid=constructor',
    'EIO=4&transport=polling&sid=__proto__',
    'EIO=4&transport=webtransport',
    'EIO=4&EIO=4&transport[]=websocket',
  ),
  how: fc.constantFrom('upgrade', 'upgrade', 'upgrade', 'half', 'post', 'binary-post', 'garbage'),
  frames: fc.array(fc.tuple(frameText, fc.integer({ min: 0, max: 15 }), fc.boolean()), { minLength: 10, maxLength: 10 }),
})
type Attack = typeof attack extends fc.Arbitrary<infer Shape> ? Shape : never

/** A WebSocket frame with any operation code, masked or, against the rules, not. */
function frameOf(payload: string, code: number, isMasked: boolean): Buffer {
  const body = Buffer.from(payload)
  const mask = isMasked ? Buffer.alloc(4) : Buffer.alloc(0)
  const flag = isMasked ? 0x80 : 0
  const length =
    body.length < 126 ? Buffer.from([flag | body.length]) : Buffer.from([flag | 126, (body.length >> 8) & 0xff, body.length & 0xff])
  return Buffer.concat([Buffer.from([0x80 | (code === 15 ? 1 : code)]), length, mask, body])
}

async function strike({ open, how, frames }: Attack): Promise<void> {
  const socket: Socket = connect(Number(new URL(product.url).port), '127.0.0.1')
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => undefined) // being thrown out is the point
  socket.resume()
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  switch (how) {
    case 'upgrade':
      socket.write(header(open))
      for (const [payload, code, isMasked] of frames) socket.write(frameOf(payload, code % 3 === 0 ? 1 : code, isMasked || code % 3 === 0))
      break
    case 'half':
      socket.write(header(open).slice(0, 90))
      break
    case 'post':
      for (const [payload] of frames) socket.write(post(open, 'text/plain;charset=UTF-8', payload))
      break
    case 'binary-post':
      for (const [payload] of frames) socket.write(post(open, 'application/octet-stream', payload))
      break
    case 'garbage':
      for (const [payload] of frames) socket.write(payload)
      break
  }
  socket.end()
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500))])
  socket.destroy()
}
