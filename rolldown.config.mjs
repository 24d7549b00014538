// One file for the server, with the contract and the packages in it: hundreds of small files would cost half a second at every start.
import { defineConfig } from 'rolldown'

/** Stay outside: programs of their own (native parts), or packages that look for files beside themselves. */
const OUTSIDE = /^(libsql|@node-rs\/argon2|pg|pino)$/

export default defineConfig({
  input: 'server/src/main.ts',
  platform: 'node',
  external: (id) => OUTSIDE.test(id),
  output: { dir: 'dist/server', format: 'esm', sourcemap: true, entryFileNames: '[name].mjs', cleanDir: true },
})
