import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Integration tests start media servers and browsers' worth of sockets; two at a time leave room for both.
    maxWorkers: 2,
    projects: [
      { test: { name: 'shared', root: 'shared', include: ['src/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          root: 'server',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/proofs/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Minutes of load against the built product.
      { test: { name: 'proofs', root: 'server', include: ['test/proofs/*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000 } },
      {
        extends: 'web/vite.config.ts',
        test: {
          name: 'web',
          root: 'web',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          testTimeout: 30_000,
        },
      },
      { test: { name: 'bench', root: 'bench', include: ['**/*.test.ts'] } },
      { test: { name: 'build', root: 'scripts', include: ['test/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
})
