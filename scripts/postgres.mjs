// A PostgreSQL for one test run, from what Debian installs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A throw-away PostgreSQL for the store suite; null, with the reason printed, where there is none. */
export function startPostgres() {
  const root = '/usr/lib/postgresql'
  const version = existsSync(root)
    ? readdirSync(root)
        .toSorted((a, b) => Number(a) - Number(b))
        .findLast((name) => existsSync(path.join(root, name, 'bin/initdb')))
    : undefined
  if (version === undefined) {
    console.error('PostgreSQL is missing (Debian: apt-get install postgresql): the store suite runs on SQLite only.')
    return null
  }
  const bin = path.join(root, version, 'bin')
  const folder = mkdtempSync(path.join(tmpdir(), 'podium-postgres-'))
  const port = 40_000 + (process.pid % 20_000)
  // PostgreSQL refuses to run as root.
  const asUser = (args) =>
    process.getuid?.() === 0
      ? spawnSync('runuser', ['-u', 'postgres', '--', ...args], { cwd: '/', encoding: 'utf8' })
      : spawnSync(args[0], args.slice(1), { encoding: 'utf8' })
  if (process.getuid?.() === 0) spawnSync('chown', ['postgres', folder])
  const data = path.join(folder, 'data')
  const steps = [
    [path.join(bin, 'initdb'), '-D', data, '-U', 'podium', '--auth=trust', '-E', 'UTF8'],
    [
      path.join(bin, 'pg_ctl'),
      '-D',
      data,
      '-w',
      '-l',
      path.join(folder, 'log'),
      '-o',
      `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`,
      'start',
    ],
  ]
  for (const step of steps) {
    const done = asUser(step)
    if (done.status === 0) continue
    console.error(
      `PostgreSQL does not start (${done.error?.message ?? done.stderr.trim().split('\n').at(-1)}): the store suite runs on SQLite only.`,
    )
    return null
  }
  return {
    url: `postgres://podium@127.0.0.1:${port}/postgres`,
    stop() {
      asUser([path.join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
