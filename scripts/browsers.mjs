// The browsers the journeys run in: a program of this machine, never a download.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The program at the environment variable or a usual place; on Debian as root it is installed when missing. */
export function findOrInstall(variable, places, debianPackage) {
  const find = () => [process.env[variable], ...places].find((place) => place && existsSync(place)) ?? null
  const found = find()
  if (found !== null || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found
  console.error(`${debianPackage} wird installiert …`)
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage], options)
  return find()
}
