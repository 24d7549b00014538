import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), resolved: z.string().optional() })) })
const { packages } = Lock.parse(JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8')))

const isAtLeast = (version: string, floor: string) => version.localeCompare(floor, 'en', { numeric: true }) >= 0

describe('the lock file', () => {
  it("B3 The parts that parse strangers' packets are at or above the versions with known holes closed", () => {
    const floors = { 'engine.io': '6.6.10', 'socket.io-parser': '4.2.7', 'socket.io': '4.8.4' }
    for (const [name, floor] of Object.entries(floors)) {
      const versions = Object.entries(packages)
        .filter(([place]) => place.endsWith(`node_modules/${name}`))
        .map(([, { version }]) => version ?? '')
      expect(versions).not.toEqual([])
      for (const version of versions) expect([name, version, isAtLeast(version, floor)]).toEqual([name, version, true])
    }
  })

  it('B3 It names no address to download from', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http') === true)).toEqual([])
  })
})
