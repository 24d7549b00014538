// One file for the server; packages stay outside, the contract goes in.
import { defineConfig } from 'rolldown'

export default defineConfig({
  input: 'server/src/main.ts',
  platform: 'node',
  external: (id, _importer, isResolved) => !isResolved && /^[^./]/.test(id) && !id.startsWith('@podium/'),
  output: { dir: 'dist/server', format: 'esm', sourcemap: true, entryFileNames: '[name].mjs', cleanDir: true },
})
