// `npm run check`: types, lint, format, boundaries, unused code, specification. Runs all of them and names what failed.
import { ensurePackages, requireNode, run } from './prerequisites.mjs'

const CHECKS = {
  types: ['node_modules/typescript/bin/tsc', '-b'],
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware'],
  format: ['node_modules/oxfmt/bin/oxfmt', '--check'],
  boundaries: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err',
    'shared/src',
    'server/src',
    'server/test',
    'web/src',
    'e2e',
    'bench',
  ],
  'unused code': ['node_modules/knip/bin/knip.js'],
  specification: ['scripts/spec.mjs'],
}

/** Runs every check; resolves with the names of those that failed. */
export async function check() {
  const failed = []
  for (const [name, args] of Object.entries(CHECKS)) {
    process.stderr.write(`\n── ${name}\n`)
    if ((await run(process.execPath, args)) !== 0) failed.push(name)
  }
  return failed
}

if (process.argv[1] === import.meta.filename) {
  requireNode()
  await ensurePackages()
  const failed = await check()
  process.stderr.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}\n`)
  process.exit(failed.length === 0 ? 0 : 1)
}
