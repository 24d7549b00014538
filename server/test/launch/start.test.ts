import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readRun } from '../../src/adapters/livekit/run.ts'
import { isRunning, killHard, took } from '../media/media-folder.ts'
import { createPlace, type Launch, launch, type Place, processesOf } from './launcher.ts'

/** The one line of a start with --json. */
function readyLine(launched: Launch): Record<string, unknown> {
  const lines = launched.printed.out.trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '') // whatever it is, the tests below compare it
}

async function answers(place: Place): Promise<boolean> {
  return fetch(`http://127.0.0.1:${place.port}/readyz`).then(
    (response) => response.status === 200,
    () => false,
  )
}

describe('a first and a second start', () => {
  let place: Place
  let first: Record<string, unknown>
  let second: Record<string, unknown>
  let secondReadyMs: number
  let keys: string[]
  let mode: number

  beforeAll(async () => {
    place = await createPlace()
    const keyFile = path.join(place.dataDir, 'keys.json')
    const one = launch(place.environment)
    await one.ready()
    first = readyLine(one)
    keys = [readFileSync(keyFile, 'utf8')]
    mode = statSync(keyFile).mode & 0o777
    await one.stop()
    const two = launch(place.environment)
    secondReadyMs = await two.ready()
    second = readyLine(two)
    keys.push(readFileSync(keyFile, 'utf8'))
    await two.stop()
  })
  afterAll(() => place.remove())

  it('N1 A start where nothing changed is ready within ten seconds', () => {
    expect(secondReadyMs).toBeLessThan(10_000)
  })

  it('N3 The demo seminar has three seats to try, the same at every start', () => {
    expect(first.attendees).toHaveLength(3)
    expect(second.attendees).toEqual(first.attendees)
  })

  it('N4 Passwords are told by the start that made them and by no other', () => {
    const url = `http://localhost:${place.port}`
    expect(first).toMatchObject({ organiser: { password: expect.any(String) }, trainer: { password: expect.any(String) } })
    expect(second.organiser).toEqual({ url: `${url}/orga`, email: expect.any(String) })
    expect(second.trainer).toEqual({ url: `${url}/studio`, email: expect.any(String) })
  })

  it('N5 With --json one line of JSON is all that reaches standard output', () => {
    const url = `http://localhost:${place.port}`
    expect(first).toEqual({
      url,
      livekitUrl: `ws://127.0.0.1:${place.port + 1}`,
      organiser: { url: `${url}/orga`, email: expect.any(String), password: expect.any(String) },
      trainer: { url: `${url}/studio`, email: expect.any(String), password: expect.any(String) },
      attendees: Array.from({ length: 3 }, () => ({
        link: expect.stringMatching(new RegExp(`^${url}/s/[a-z0-9-]+/[^/]+$`)),
        code: expect.any(String),
        number: expect.any(String),
      })),
    })
  })

  it('N11 The keys are random, made once, and readable by their owner only', () => {
    expect(keys[1]).toBe(keys[0])
    expect(mode).toBe(0o600)
  })
})

describe('stopping and dying', () => {
  let place: Place
  let running: Launch

  beforeEach(async () => {
    place = await createPlace()
  })
  afterEach(async () => {
    await running.stop()
    place.remove()
  })

  const everybody = () => {
    const processes = processesOf(running, place)
    expect(processes).toHaveLength(4)
    return processes
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('N6 %s ends every process within five seconds', async (signal) => {
    running = launch(place.environment)
    await running.ready()
    const processes = everybody()
    // Browsers keep connections in reserve; nobody may have to wait for them.
    const reserve = connect(place.port, '127.0.0.1')
    await once(reserve, 'connect')
    reserve.on('error', () => undefined)
    const startedAt = performance.now()
    running.child.kill(signal)
    expect(await running.ended).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(4_000)
    expect(processes.filter(isRunning)).toEqual([])
  })

  it('N6 A start can be stopped at any moment', async () => {
    for (const isReached of [() => running.serverPid() !== null, () => readRun(path.join(place.dataDir, 'livekit')) !== null]) {
      running = launch(place.environment)
      await took(40_000, isReached)
      const processes = processesOf(running, place)
      running.child.kill('SIGTERM')
      expect(await running.ended).toBe(0)
      const run = readRun(path.join(place.dataDir, 'livekit'))
      expect([...processes, run?.guardPid, run?.pid].filter(isRunning)).toEqual([])
      expect(running.printed.out).toBe('')
    }
  })

  it('N7 A killed server is back by itself, the media keeps playing, and the table is not printed again', async () => {
    running = launch(place.environment)
    await running.ready()
    const media = readRun(path.join(place.dataDir, 'livekit'))
    const before = running.serverPid()
    killHard(before)
    await took(10_000, async () => running.serverPid() !== before && (await answers(place)))
    expect(readRun(path.join(place.dataDir, 'livekit'))).toEqual(media)
    readyLine(running)
  })

  it('N7 A server that keeps crashing is started again more slowly', async () => {
    running = launch(place.environment)
    await running.ready()
    const waits: number[] = []
    for (let crash = 1; crash <= 5; crash += 1) {
      const before = running.serverPid()
      killHard(before)
      waits.push(await took(15_000, () => ![null, before].includes(running.serverPid())))
    }
    expect(Math.max(...waits.slice(0, 4))).toBeLessThan(1_000)
    expect(waits[4]).toBeGreaterThan(4_500)
  })

  it('N8 A killed launcher leaves nothing behind', async () => {
    running = launch(place.environment)
    await running.ready()
    const processes = everybody()
    running.child.kill('SIGKILL')
    expect(await took(10_000, () => !processes.some(isRunning))).toBeLessThan(10_000)
  })

  it('N8 A killed launcher and server leave nothing behind for more than ten seconds', async () => {
    running = launch(place.environment)
    await running.ready()
    const processes = everybody()
    const server = running.serverPid()
    running.child.kill('SIGKILL')
    killHard(server)
    expect(await took(10_000, () => !processes.some(isRunning))).toBeLessThan(10_000)
  })

  it('N8 When npm is killed nothing survives', async () => {
    running = launch(place.environment, ['--json'], ['npm', 'start', '--silent', '--'])
    await running.ready()
    const media = readRun(path.join(place.dataDir, 'livekit'))
    running.child.kill('SIGKILL')
    expect(await took(10_000, async () => !isRunning(media?.pid) && !isRunning(media?.guardPid) && !(await answers(place)))).toBeLessThan(
      10_000,
    )
  })

  it('N10 Two copies run beside each other when their ports and folders differ', async () => {
    running = launch(place.environment)
    const place2 = await createPlace()
    const second = launch(place2.environment)
    try {
      await Promise.all([running.ready(), second.ready()])
      expect([await answers(place), await answers(place2)]).toEqual([true, true])
    } finally {
      await second.stop()
      place2.remove()
    }
  })

  it('N13 --prepare gets everything ready and starts nothing', async () => {
    running = launch(place.environment, ['--prepare'])
    expect(await running.ended).toBe(0)
    expect(running.printed.out).toBe('')
    expect(readdirSync(place.dataDir)).toEqual([])
  })

  it('N3 --no-demo leaves the demo seminar out', async () => {
    running = launch(place.environment, ['--json', '--no-demo'])
    await running.ready()
    expect(readyLine(running)).toMatchObject({ trainer: null, attendees: [] })
  })
})
