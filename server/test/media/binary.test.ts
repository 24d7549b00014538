import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findMediaServer, LIVEKIT_VERSION } from '../../src/adapters/livekit/binary.ts'

const ARCHIVE = `livekit_${LIVEKIT_VERSION}_linux_${process.arch === 'arm64' ? 'arm64' : 'amd64'}.tar.gz`
const CACHED = `livekit-server-${LIVEKIT_VERSION}-${process.platform}-${process.arch}`

let folder: string
let release: Server
/** What the release page offers, by file name. */
let files: Map<string, Buffer | string>

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'podium-binary-'))
  mkdirSync(path.join(folder, 'bin'))
  for (const tool of ['sh', 'tar', 'gzip'])
    symlinkSync(execFileSync('which', [tool], { encoding: 'utf8' }).trim(), path.join(folder, 'bin', tool))
  vi.stubEnv('PATH', path.join(folder, 'bin'))
  files = new Map()
  release = createServer((incoming, answer) => {
    const file = files.get(incoming.url?.slice(1) ?? '')
    answer.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>((resolve) => release.listen(0, '127.0.0.1', () => resolve()))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await new Promise((resolve) => release.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

function program(name: string, lines: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${lines}\n`)
  chmodSync(file, 0o755)
  return file
}

function search(signal = new AbortController().signal): Promise<string> {
  const address = release.address() as AddressInfo // a TCP server that listens has no other
  return findMediaServer({
    moduleDir: folder,
    cacheDir: path.join(folder, 'cache'),
    releaseUrl: `http://127.0.0.1:${address.port}`,
    report: () => undefined,
    signal,
  })
}

function offerArchive(): Buffer {
  program('livekit-server', 'echo downloaded')
  execFileSync('tar', ['-czf', ARCHIVE, 'livekit-server'], { cwd: folder })
  const archive = readFileSync(path.join(folder, ARCHIVE))
  files.set(ARCHIVE, archive)
  return archive
}

describe('finding a media server', () => {
  it('M10 A fitting program on the PATH comes first', async () => {
    const onPath = program('bin/livekit-server', 'echo "livekit-server version 1.13.6"')
    expect(await search()).toBe(onPath)
  })

  it.each(['1.9.0', '1.13.1', '1.14.0', '11.13.5'])('M10 Version %s on the PATH is passed over', async (version) => {
    program('bin/livekit-server', `echo "livekit-server version ${version}"`)
    mkdirSync(path.join(folder, 'cache'))
    const cached = program(`cache/${CACHED}`, 'true')
    expect(await search()).toBe(cached)
  })

  it('M10 Go builds it once; the cached program serves every later start', async () => {
    program(
      'bin/go',
      `if [ "$1" = build ]; then echo built >> ${folder}/builds; while [ "$1" != -o ]; do shift; done; printf '#!/bin/sh\\n' > "$2"; ${execFileSync('which', ['chmod'], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } }).trim()} 755 "$2"; fi`,
    )
    const found = await Promise.all([search(), search()])
    expect(new Set([...found, await search()])).toEqual(new Set([path.join(folder, 'cache', CACHED)]))
    expect(readFileSync(path.join(folder, 'builds'), 'utf8')).toBe('built\nbuilt\n')
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([CACHED])
  })

  it('M10 Without Go the official archive is taken when its checksum is right', async () => {
    const archive = offerArchive()
    files.set('checksums.txt', `${createHash('sha256').update(archive).digest('hex')}  ${ARCHIVE}\n`)
    const found = await search()
    expect(execFileSync(found, { encoding: 'utf8' })).toBe('downloaded\n')
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([CACHED])
  })

  it.each([
    ['is wrong', `${'0'.repeat(64)}  ${ARCHIVE}\n`, 'the checksum does not match'],
    ['is missing', `${'0'.repeat(64)}  another.tar.gz\n`, 'the release names no checksum'],
  ])('M10 An archive whose checksum %s is not used; the sentence names every way', async (_name, checksums, why) => {
    offerArchive()
    files.set('checksums.txt', checksums)
    await expect(search()).rejects.toThrow(
      `Install Go 1.26, or put livekit-server 1.13.5 on the PATH, or set LIVEKIT_URL with its key and secret: there is no media server here, building it with Go failed (Go is not installed), downloading it failed (${why}).`,
    )
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([])
  })

  it('M10 A build that is called off ends at once and leaves nothing behind', async () => {
    program(
      'bin/go',
      `if [ "$1" = build ]; then echo begun > ${folder}/begun; exec ${execFileSync('which', ['sleep'], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } }).trim()} 60; fi`,
    )
    const calledOff = new AbortController()
    const found = search(calledOff.signal)
    await vi.waitUntil(() => readdirSync(folder).includes('begun'), { timeout: 5_000 })
    calledOff.abort()
    await expect(found).rejects.toBe(calledOff.signal.reason)
    expect(readdirSync(path.join(folder, 'cache'))).toEqual([])
  })
})
