// Builds the pages and the server into dist/, and does nothing when nothing changed since.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = path.resolve(import.meta.dirname, '..')
const STAMP = path.join(ROOT, 'dist', '.stamp')
const SOURCES = ['shared/src', 'server/src', 'web/src', 'web/public', 'web/attendee.html', 'web/trainer.html', 'web/organiser.html', 'web/vite.config.ts', 'rolldown.config.mjs', 'package-lock.json']

/** Builds what changed; `report` gets one line per step for a person. */
export async function build(report) {
  const stamp = fingerprint(SOURCES)
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return
  report('Podium wird gebaut …')
  const vite = await import('vite')
  await vite.build({ configFile: path.join(ROOT, 'web/vite.config.ts'), logLevel: 'warn' })
  await buildServer()
  writeFileSync(STAMP, stamp)
}

/** Bundles the server alone. */
export async function buildServer() {
  const { build: bundle } = await import('rolldown')
  const { default: config } = await import(pathToFileURL(path.join(ROOT, 'rolldown.config.mjs')).href)
  await bundle(config)
  mkdirSync(path.join(ROOT, 'dist/server'), { recursive: true })
  cpSync(path.join(ROOT, 'server/src/adapters/livekit/media-guard.mjs'), path.join(ROOT, 'dist/server/media-guard.mjs'))
}

/** Names, sizes and times of all sources: cheap, and different after any change. */
export function fingerprint(sources) {
  const hash = createHash('sha256')
  const visit = (name) => {
    const file = path.join(ROOT, name)
    const facts = statSync(file)
    if (facts.isDirectory()) for (const child of readdirSync(file).toSorted()) visit(path.join(name, child))
    else hash.update(`${name}\0${facts.size}\0${facts.mtimeMs}\n`)
  }
  for (const source of sources) visit(source)
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build((line) => process.stderr.write(`${line}\n`))
