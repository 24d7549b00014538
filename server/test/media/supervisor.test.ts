import { readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { createSocket } from 'node:dgram'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMediaFolder, isRunning, killHard, type MediaFolder, took } from './media-folder.ts'

let media: MediaFolder

beforeEach(async () => {
  media = await createMediaFolder()
})
afterEach(() => media.remove())

describe('a media server that is gone', () => {
  it('M3 A killed media server answers again within a few seconds', async () => {
    const supervisor = await media.supervise()
    const before = media.run()
    killHard(before?.pid)
    await took(2_000, () => !supervisor.isHealthy())
    expect(await took(5_000, supervisor.isHealthy)).toBeLessThan(4_000)
    expect(media.run()?.pid).not.toBe(before?.pid)
    await took(2_000, () => !isRunning(before?.guardPid))
  })

  it('M3 A media server that lost its guard is found and replaced', async () => {
    const supervisor = await media.supervise()
    const before = media.run()
    killHard(before?.guardPid)
    await took(5_000, () => media.run()?.guardPid !== before?.guardPid && supervisor.isHealthy())
    expect(isRunning(before?.pid)).toBe(false)
  })

  it('M3 A media server that hangs is replaced', { timeout: 40_000 }, async () => {
    const supervisor = await media.supervise()
    const before = media.run()
    process.kill(before?.pid ?? 0, 'SIGSTOP')
    await took(5_000, () => !supervisor.isHealthy())
    await took(25_000, supervisor.isHealthy)
    expect(isRunning(before?.pid)).toBe(false)
  })

  it('M4 Whoever keeps rooms is told at the start and at every return, and can make them again', async () => {
    const supervisor = await media.supervise()
    const made: string[] = []
    supervisor.onUp(() => void media.rooms.createRoom(`room-${made.length}`, 10).then(() => made.push('made')))
    await took(2_000, () => made.length === 1)
    killHard(media.run()?.pid)
    await took(6_000, () => made.length === 2)
    expect(await media.rooms.listPeople('room-1')).toEqual([])
  })
})

describe('a Podium that is gone', () => {
  it('M5 The next Podium with the same settings adopts the media server', async () => {
    const killed = await media.supervise()
    await media.rooms.createRoom('kept', 10)
    const before = media.run()
    await killed.abandon()
    const next = await media.supervise()
    expect(media.run()).toEqual(before)
    expect(next.isHealthy()).toBe(true)
  })

  it('M5 The next Podium with other settings replaces the media server', async () => {
    const killed = await media.supervise()
    const before = media.run()
    await killed.abandon()
    await media.supervise({ webhookUrl: 'http://127.0.0.1:10/' })
    expect(isRunning(before?.pid)).toBe(false)
    expect(isRunning(before?.guardPid)).toBe(false)
    expect(isRunning(media.run()?.pid)).toBe(true)
    expect(readFileSync(path.join(media.folder, 'config.yaml'), 'utf8')).toContain('127.0.0.1:10/')
  })

  it('M5 The next Podium replaces a media server whose guard was killed as well', async () => {
    const killed = await media.supervise()
    const before = media.run()
    await killed.abandon()
    killHard(before?.guardPid)
    await took(2_000, () => !isRunning(before?.guardPid))
    await media.supervise()
    expect(isRunning(before?.pid)).toBe(false)
    expect(media.run()?.guardPid).not.toBe(before?.guardPid)
  })

  it('M9 The media server does not outlive a killed Podium by more than ten seconds', async () => {
    const killed = await media.supervise()
    const before = media.run()
    await killed.abandon()
    await took(10_000, () => !isRunning(before?.pid) && !isRunning(before?.guardPid))
    expect(media.run()).toBeNull()
  })
})

describe('starting and stopping', () => {
  it('M9 Stopping ends guard and media server within three seconds', async () => {
    const supervisor = await media.supervise()
    const before = media.run()
    const startedAt = performance.now()
    await supervisor.stop()
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    expect([isRunning(before?.pid), isRunning(before?.guardPid), await media.isHealthy()]).toEqual([false, false, false])
  })

  it('M9 A start that is called off leaves nothing running', async () => {
    const calledOff = new AbortController()
    const start = media.supervise({ signal: calledOff.signal })
    await took(5_000, () => media.run() !== null)
    const begun = media.run()
    calledOff.abort()
    await expect(start).rejects.toBe(calledOff.signal.reason)
    expect([isRunning(begun?.pid), isRunning(begun?.guardPid)]).toEqual([false, false])
  })

  it('M11 A taken port is named in one sentence, with the setting that moves it', async () => {
    for (const [offset, take] of [
      [0, takeTcp],
      [1, takeTcp],
      [2, takeUdp],
      [3, takeUdp],
    ] as const) {
      const release = await take(media.port + offset)
      await expect(media.supervise()).rejects.toThrow(
        `Set MEDIA_PORT to the first of four free ports: the media server needs ${media.port} to ${media.port + 3}, and ${media.port + offset} is already taken.`,
      )
      await release()
    }
    expect(media.run()).toBeNull()
  })

  it('M12 Settings, keys and log are readable by their owner only', async () => {
    await media.supervise()
    for (const name of ['config.yaml', 'livekit.log', 'run.json']) expect(statSync(path.join(media.folder, name)).mode & 0o077).toBe(0)
  })
})

function takeTcp(port: number): Promise<() => Promise<void>> {
  return new Promise((resolve) => {
    const server: Server = createServer().listen(port, '127.0.0.1', () =>
      resolve(() => new Promise((closed) => server.close(() => closed()))),
    )
  })
}

function takeUdp(port: number): Promise<() => Promise<void>> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.bind(port, '127.0.0.1', () => resolve(() => new Promise((closed) => socket.close(() => closed()))))
  })
}
