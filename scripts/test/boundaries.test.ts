import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

const ROOT = path.resolve(import.meta.dirname, '../..')
const CRUISER = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const Cruise = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

function cruise(folder: string, places: readonly string[], ...flags: string[]) {
  const run = spawnSync(
    process.execPath,
    [CRUISER, '--config', path.join(ROOT, '.dependency-cruiser.mjs'), '--output-type', 'json', ...flags, ...places],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 },
  )
  return Cruise.parse(JSON.parse(run.stdout)).summary
}

/** Which rule each bad file of the fixture breaks; files that stand nowhere here are good. */
const BROKEN: Record<string, readonly string[]> = {
  'shared/src/leaf.ts': ['shared-is-a-leaf'],
  'shared/src/cycle-a.ts': ['no-cycles'],
  'shared/src/lost.ts': ['no-unresolvable', 'shared-is-a-leaf'],
  'shared/src/uses-test.ts': ['tests-are-leaves'],
  'server/src/uses-web.ts': ['server-not-web'],
  'server/src/domains/seats/rules.ts': ['rules-are-pure'],
  'server/src/domains/polls/live.ts': ['slices-are-closed'],
  'server/src/domains/polls/doors.ts': [
    'one-door-database',
    'one-door-express',
    'one-door-jwt',
    'one-door-kysely',
    'one-door-livekit',
    'one-door-passwords',
    'one-door-socket-io',
  ],
  'web/src/ui/nosy.ts': ['ui-knows-nothing'],
  'web/src/lib/up.ts': ['lib-below-features'],
  'web/src/features/polls/ballot.ts': ['features-are-closed'],
  'web/src/features/questions/ask.ts': ['one-door-live', 'one-door-media'],
  'web/src/features/questions/page.ts': ['features-not-pages'],
  'web/src/features/questions/server.ts': ['web-not-server'],
  'web/src/pages/attendee/page.ts': ['pages-are-closed'],
  'e2e/journey.ts': ['e2e-only-shared'],
}

describe('the import rules', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'podium-boundaries-'))
    cpSync(path.join(ROOT, 'scripts/test/fixtures/boundaries'), folder, { recursive: true })
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('B2 Every rule fires on the file that breaks it, and on no other', () => {
    const found: Record<string, string[]> = {}
    for (const { from, rule } of cruise(folder, ['shared', 'server', 'web', 'e2e'], '--preserve-symlinks').violations) {
      found[from] = [...new Set<string>([...(found[from] ?? []), rule.name])].toSorted((a, b) => a.localeCompare(b))
    }
    expect(found).toEqual(BROKEN)
  })

  it('B2 The checker really reads the source', () => {
    const real = cruise(ROOT, ['shared/src', 'server/src', 'web/src'])
    expect(real.totalCruised).toBeGreaterThan(100)
    expect(real.violations).toEqual([])
  })
})
