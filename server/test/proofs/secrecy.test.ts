// Promise 3: after the end nobody can read from database, logs or keys who voted what, not even whoever has all three.
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Libsql from 'libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castBallot, closeWave, openWave, type Poll, revealPoll } from '@podium/shared/polls.ts'
import type { PollId, SeatId, SeminarId } from '@podium/shared/primitives.ts'
import { readRoomAsStaff } from '@podium/shared/room.ts'
import { endSeminar } from '@podium/shared/stage.ts'
import { openSecret, pseudonymOf } from '../../src/adapters/seal.ts'
import { type Live, opId } from '../people.ts'
import { ballotOf, createStaff, demoSeminar, gather, type Person, pool, reconnect, startSeminar } from './crowd.ts'
import { type Product, startProduct } from './product.ts'

const VOTERS = 14
const FILES = ['podium.db', 'podium.db-wal', 'podium.db-shm']

/** Everything an attacker holds: every row, every byte of the store, every log line, and the keys. */
interface Loot {
  readonly rows: readonly string[]
  readonly raw: string
  readonly log: string
  readonly keys: string
}

let product: Product
let seminarId: SeminarId
let people: Person[]
let trainer: Live
let poll: Poll
/** What was taken after the end, while it ran and after it had stopped. */
const loots: Loot[] = []

beforeAll(async () => {
  product = await startProduct()
  seminarId = await demoSeminar(product)
  trainer = await (await createStaff(product, product.trainer, seminarId)).connect()
  await startSeminar(trainer)
  people = await gather(product, seminarId, VOTERS)
  const debate = (await trainer.ask(readRoomAsStaff, {})).polls.find(({ kind }) => kind === 'debate')
  if (debate === undefined) throw new Error('the demo has a debate')
  poll = debate
}, 60_000)
afterAll(() => product.remove())

/** A copy of the store as it lies on the disk at this moment. */
function takeLoot(): Loot {
  const folder = mkdtempSync(path.join(tmpdir(), 'podium-loot-'))
  let raw = ''
  for (const name of FILES) {
    const file = path.join(product.dataDir, name)
    if (!existsSync(file)) continue
    copyFileSync(file, path.join(folder, name))
    raw += readFileSync(file, 'latin1')
  }
  const copy = new Libsql(path.join(folder, 'podium.db'))
  const tables = copy.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[] // one text column was asked for
  const rows = tables.flatMap(({ name }) =>
    copy
      .prepare(`select * from "${name}"`)
      .all()
      .map((row) => `${name} ${JSON.stringify(row)}`),
  )
  copy.close()
  rmSync(folder, { recursive: true, force: true })
  return { rows, raw, log: product.log(), keys: readFileSync(path.join(product.dataDir, 'keys.json'), 'utf8') }
}

const found = (text: string, pattern: RegExp) => [...new Set(text.match(pattern))]

/** Every secret that can be read or opened with something else that was found. */
function secretsIn(loot: Loot): Buffer[] {
  const everything = [loot.rows.join('\n'), loot.raw, loot.log, loot.keys].join('\n')
  const hex = found(everything, /\b[0-9a-f]{64}\b/g).map((text) => Buffer.from(text, 'hex'))
  const sealed = found(everything, /[\w-]{70,90}/g)
  const opened = sealed.flatMap((text) => hex.flatMap((key) => tryOpen(key, text)))
  const words = found(everything, /[\w-]{20,90}/g).map((text) => Buffer.from(text))
  return [...hex, ...opened, ...words]
}

/**
 * Every 32 bytes in a row, written as they are, in hex or in base64url, wherever they begin: columns lie side by side in the
 * files of the store, so no word boundary can be trusted. Without what has fewer than sixteen different bytes: no random key does.
 */
function* windows(loot: Loot): Generator<Buffer> {
  const seen = new Set<string>()
  const isNew = (bytes: Buffer) => {
    const name = bytes.toString('latin1')
    if (bytes.length !== 32 || new Set(bytes).size < 16 || seen.has(name)) return false
    seen.add(name)
    return true
  }
  const raw = Buffer.from(loot.raw, 'latin1')
  for (let at = 0; at + 32 <= raw.length; at += 1) {
    const bytes = raw.subarray(at, at + 32)
    if (isNew(bytes)) yield bytes
  }
  const texts = [loot.rows.join('\n'), loot.raw, loot.log, loot.keys]
  for (const [alphabet, length, encoding] of [
    [/[0-9a-f]{64,}/gi, 64, 'hex'],
    [/[\w-]{43,}/g, 43, 'base64url'],
  ] as const) {
    for (const run of texts.flatMap((text) => found(text, alphabet))) {
      for (let at = 0; at + length <= run.length; at += 1) {
        const bytes = Buffer.from(run.slice(at, at + length), encoding)
        if (isNew(bytes)) yield bytes
      }
    }
  }
}

/** Whether any 32 bytes in a row make a pseudonym of this seat that stands anywhere. */
function isJoinedByAnyWindow(loot: Loot, seatId: SeatId): { tried: number; isJoined: boolean } {
  const text = loot.rows.join('\n') + loot.raw + loot.log
  const names = new Set<string>()
  for (const run of found(text, /[0-9a-f]{64,}/g)) {
    for (let at = 0; at + 64 <= run.length; at += 1) names.add(run.slice(at, at + 64))
  }
  let tried = 0
  for (const secret of windows(loot)) {
    tried += 1
    if (names.has(pseudonymOf(secret, seatId))) return { tried, isJoined: true }
  }
  return { tried, isJoined: false }
}

function tryOpen(key: Buffer, sealed: string): Buffer[] {
  try {
    return [openSecret(key.toString('hex'), poll.id, sealed)]
  } catch {
    return []
  }
}

/** The seats whose pseudonym, made with any secret found, stands anywhere. */
function joined(loot: Loot, seats: readonly SeatId[]): SeatId[] {
  const secrets = secretsIn(loot)
  const everything = loot.rows.join('\n') + loot.raw + loot.log
  const names = new Set(found(everything, /[0-9a-f]{64}/g))
  return seats.filter((seatId) => secrets.some((secret) => names.has(pseudonymOf(secret, seatId))))
}

async function vote(wave: 'before' | 'after', pollId: PollId): Promise<void> {
  await trainer.ask(openWave, { opId: opId(), pollId, wave })
  await pool(people, 8, async (person, index) => {
    const live = await reconnect(product, person)
    await live.ask(castBallot, ballotOf(poll, wave, index % 3, 1))
    live.close()
  })
  await trainer.ask(closeWave, { opId: opId(), pollId, wave })
}

describe('the secrecy of a debate', () => {
  it('K5 Before the end whoever has the store and its key can still join votes and seats: the attack works', async () => {
    await vote('before', poll.id)
    await vote('after', poll.id)
    await trainer.ask(revealPoll, { opId: opId(), pollId: poll.id })
    const seats = people.map(({ seatId }) => seatId)
    const loot = takeLoot()
    expect(joined(loot, seats)).toHaveLength(VOTERS)
    // Without the key nothing joins.
    expect(joined({ ...loot, keys: '' }, seats)).toEqual([])
  })

  it('K5 After the end the same attack on every row, byte, log line and key finds nobody', async () => {
    const before = takeLoot()
    const voteKeys = before.rows.filter((row) => row.startsWith('ballot ')).flatMap((row) => found(row, /[0-9a-f]{64}/g))
    const sealed = before.rows.filter((row) => row.startsWith('poll ')).flatMap((row) => found(row, /(?<="sealed_secret":")[\w-]+/g))
    expect(new Set(voteKeys).size).toBe(VOTERS)
    expect(sealed.length).toBeGreaterThan(0)

    await trainer.ask(endSeminar, { opId: opId() })
    for (const moment of ['while it runs', 'after it has stopped']) {
      if (moment === 'after it has stopped') expect(await product.stop()).toBe(0)
      const loot = takeLoot()
      loots.push(loot)
      expect(
        joined(
          loot,
          people.map(({ seatId }) => seatId),
        ),
      ).toEqual([])
      const everything = loot.rows.join('\n') + loot.raw + loot.log
      for (const trace of [...voteKeys, ...sealed]) expect(everything).not.toContain(trace)
    }
  })

  it('K5 Nor does any row of 32 bytes anywhere in files, rows, log or keys', () => {
    const seatId = people[0]?.seatId
    if (seatId === undefined) throw new Error('nobody is there')
    expect(loots).toHaveLength(2)
    for (const loot of loots) {
      // The attack works: it finds a secret that lies among the bytes, and one written in the log.
      const secret = randomBytes(32)
      const planted = { ...loot, rows: [...loot.rows, pseudonymOf(secret, seatId)] }
      expect(isJoinedByAnyWindow({ ...planted, raw: `${loot.raw}x${secret.toString('latin1')}y` }, seatId).isJoined).toBe(true)
      expect(isJoinedByAnyWindow({ ...planted, log: `${loot.log}a${secret.toString('hex')}b` }, seatId).isJoined).toBe(true)
      const { tried, isJoined } = isJoinedByAnyWindow(loot, seatId)
      console.info(`${tried} possible secrets tried`)
      expect(isJoined).toBe(false)
      expect(tried).toBeGreaterThan(10_000)
    }
  }, 60_000)

  it('K6 No row and no log line holds a seat beside an option', () => {
    const options = poll.options.map(({ id }) => id)
    const { rows, log } = takeLoot()
    const lines = [...rows, ...log.split('\n')]
    const holds = (line: string, ids: readonly string[]) => ids.some((id) => line.includes(id))
    expect(lines.filter((line) => holds(line, options)).length).toBeGreaterThan(0)
    expect(
      lines.filter(
        (line) =>
          holds(line, options) &&
          holds(
            line,
            people.map(({ seatId }) => seatId),
          ),
      ),
    ).toEqual([])
  })
})
