// Builds the pages and the server into dist/, and does nothing when nothing changed since.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { alone, ROOT } from './prerequisites.mjs'

const STAMP = path.join(ROOT, 'dist', '.stamp')
const SOURCES = ['shared/src', 'server/src', 'web', 'scripts/build.mjs', 'rolldown.config.mjs', 'tsconfig.base.json', 'package-lock.json']
const NO_SOURCES = /^(node_modules|\..*|.*\.test\.tsx?)$/
const RESULTS = ['dist/server/main.mjs', 'dist/server/media-guard.mjs', 'dist/web']

/** Builds if anything changed; `report` gets one line for a person. Rejects when the sources do not build. */
export async function build(report) {
  if (isCurrent(fingerprint(SOURCES))) return
  await alone(async () => {
    const sources = fingerprint(SOURCES)
    if (isCurrent(sources)) return
    report('Podium wird gebaut …')
    // A build that fails half-way must not pass for the one before.
    rmSync(STAMP, { force: true })
    await buildWeb()
    await buildServer()
    writeFileSync(STAMP, sources)
  })
}

/** Builds the pages; `options` are laid over Vite's `build` options. Resolves with Vite's answer: in watch mode the watcher. */
export async function buildWeb(options = {}) {
  const before = process.env.NODE_ENV
  try {
    const vite = await import('vite')
    return await vite.build({ configFile: path.join(ROOT, 'web/vite.config.ts'), logLevel: 'warn', build: options })
  } finally {
    // Vite leaves NODE_ENV=production behind; what is started next must not inherit it.
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

/** Bundles the server alone. */
export async function buildServer() {
  const { build: bundle } = await import('rolldown')
  const { default: config } = await import(pathToFileURL(path.join(ROOT, 'rolldown.config.mjs')).href)
  await bundle(config)
  mkdirSync(path.join(ROOT, 'dist/server'), { recursive: true })
  cpSync(path.join(ROOT, 'server/src/adapters/livekit/media-guard.mjs'), path.join(ROOT, 'dist/server/media-guard.mjs'))
}

function isCurrent(sources) {
  return RESULTS.every((name) => existsSync(path.join(ROOT, name))) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources
}

/** Names, sizes and times of all sources: cheap, and different after any change. */
function fingerprint(sources) {
  const hash = createHash('sha256')
  const visit = (name) => {
    const file = path.join(ROOT, name)
    const facts = statSync(file)
    if (!facts.isDirectory()) hash.update(`${name}\0${facts.size}\0${facts.mtimeMs}\n`)
    else for (const child of readdirSync(file).sort()) if (!NO_SOURCES.test(child)) visit(path.join(name, child))
  }
  for (const source of sources) visit(source)
  return hash.digest('hex')
}

if (process.argv[1] === import.meta.filename) await build((line) => process.stderr.write(`${line}\n`))
