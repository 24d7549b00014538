// `npm run bench`: installs and builds what is missing, bundles the benchmark and runs it. Flags: see bench/README.md.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensurePackages, requireNode, ROOT } from './prerequisites.mjs'

requireNode()
await ensurePackages()
const { build } = await import('./build.mjs')
await build((line) => console.error(line))

const { build: bundle } = await import('rolldown')
const programs = ['orchestrator', 'client', 'probe', 'servers/floor', 'servers/ws', 'servers/socket-io']
await bundle({
  input: Object.fromEntries(programs.map((name) => [path.basename(name), path.join(ROOT, 'bench', `${name}.ts`)])),
  platform: 'node',
  external: (id, _importer, isResolved) => !isResolved && /^[^./]/.test(id) && !id.startsWith('@podium/'),
  output: { dir: path.join(ROOT, 'dist/bench'), format: 'esm', sourcemap: true, entryFileNames: '[name].mjs', cleanDir: true },
})

const child = spawn(process.execPath, ['--enable-source-maps', path.join(ROOT, 'dist/bench/orchestrator.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.once('exit', (code) => process.exit(code ?? 1))
