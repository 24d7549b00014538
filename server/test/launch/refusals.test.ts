import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPlace, launch, type Place, ROOT } from './launcher.ts'

const EXIT_CONFIGURATION = 78

let place: Place

beforeEach(async () => {
  place = await createPlace()
})
afterEach(() => place.remove())

/** What Podium says before it ends for good. */
async function refusal(environment: Record<string, string>, flags: readonly string[] = []): Promise<string> {
  const launched = launch({ ...place.environment, ...environment }, flags)
  expect(await launched.ended).toBe(EXIT_CONFIGURATION)
  expect(launched.printed.out).toBe('')
  const said = launched.printed.err.split('\n').filter((line) => line.startsWith('Podium: '))
  expect(said).toHaveLength(1)
  expect(launched.printed.err).not.toMatch(/^\s+at /m)
  return said[0] ?? ''
}

describe('what the operator has to change', () => {
  it.each([
    ['a port that is none', { PORT: 'abc' }, /^Podium: Set PORT correctly/],
    [
      'a half-set media server',
      { LIVEKIT_URL: 'wss://media.example' },
      /^Podium: Set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET together/,
    ],
    [
      'sample keys in production',
      {
        NODE_ENV: 'production',
        LIVEKIT_URL: 'wss://media.example',
        LIVEKIT_API_KEY: 'devkey',
        LIVEKIT_API_SECRET: 'dev-only-secret-at-least-32-characters-long',
      },
      /sample keys are refused/,
    ],
    [
      'a mail password with a bare percent sign',
      { SMTP_URL: 'smtp://podium:100%sicher@mail.example:587', MAIL_FROM: 'podium@e-akademie.example' },
      /^Podium: Set SMTP_URL correctly .*%25/,
    ],
    ['a legal notice that is no page', { IMPRINT_URL: 'javascript:alert(1)' }, /^Podium: Set IMPRINT_URL correctly/],
    ['a data folder inside a file', { DATA_DIR: path.join(ROOT, 'package.json', 'data') }, /^Podium: Make .* readable and writable/],
  ])('N9 One sentence: %s', async (_name, environment, sentence) => {
    expect(await refusal(environment)).toMatch(sentence)
  })

  it('N9 One sentence: an unknown flag', async () => {
    expect(await refusal({}, ['--jsn'])).toBe('Podium: Leave out --jsn: Podium knows --json, --no-demo, --prepare and --dev.')
  })

  it('N9 One sentence: a taken port', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(place.port, '127.0.0.1', () => resolve()))
    expect(await refusal({})).toBe(`Podium: Set PORT to a free port: ${place.port} on 127.0.0.1 is already taken.`)
    await new Promise((resolve) => taken.close(resolve))
  })

  it('N9 One sentence: a taken media port', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(place.port + 1, '127.0.0.1', () => resolve()))
    expect(await refusal({})).toContain('Set MEDIA_PORT to the first of four free ports')
    await new Promise((resolve) => taken.close(resolve))
  })

  it('N9 One sentence: damaged keys', async () => {
    writeFileSync(path.join(place.dataDir, 'keys.json'), '{"link":')
    expect(await refusal({})).toMatch(/^Podium: Restore .*keys\.json from a backup/)
  })

  it('N9 One sentence: a file that is no database', async () => {
    writeFileSync(path.join(place.dataDir, 'podium.db'), 'this is a letter, not a database\n'.repeat(100))
    expect(await refusal({})).toMatch(/^Podium: Restore .*podium\.db from a backup/)
  })

  it('N9 One sentence: a database of a newer Podium', async () => {
    const first = launch(place.environment)
    await first.ready()
    await first.stop()
    const database = new Libsql(path.join(place.dataDir, 'podium.db'))
    database.exec(`insert into kysely_migration (name, timestamp) values ('9999-future', '2099-01-01')`)
    database.close()
    expect(await refusal({})).toMatch(/^Podium: Start the newer Podium again/)
  })

  it('N9 One sentence: a folder another Podium is using, which goes on undisturbed', async () => {
    const first = launch(place.environment)
    await first.ready()
    expect(await refusal({})).toMatch(/^Podium: Stop the other Podium first/)
    expect((await fetch(`http://127.0.0.1:${place.port}/readyz`)).status).toBe(200)
    await first.stop()
  })

  it('N9 One sentence: no way to a media server', async () => {
    const tools = path.join(place.dataDir, 'tools')
    mkdirSync(tools)
    // Neither Go nor a network that answers, and an empty cache.
    const environment = {
      PATH: tools,
      XDG_CACHE_HOME: path.join(place.dataDir, 'cache'),
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NODE_USE_ENV_PROXY: '1',
    }
    expect(await refusal(environment)).toMatch(/^Podium: Install Go 1\.26, or put livekit-server 1\.13\.5 on the PATH, or set LIVEKIT_URL/)
  })

  it.each(['18.20.4', '20.18.3', '21.7.3', '22.11.0'])('N2 Node %s is refused in one sentence', (version) => {
    const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', pretend, 'scripts/start.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect({ status, stdout, stderr }).toEqual({
      status: EXIT_CONFIGURATION,
      stdout: '',
      stderr: `Podium: Install Node 20.19, 22.12 or newer; this is ${version}.\n`,
    })
  })
})
