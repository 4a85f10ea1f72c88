import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const resolve = {
  alias: [
    { find: /^@\//, replacement: root },
    // It breaks a browser's bundle, which is its only job; in tests every file is on the server.
    { find: 'server-only', replacement: `${root}node_modules/server-only/empty.js` },
  ],
}

/** The tests of a folder whose files each have a database of their own. */
const onDatabase = (name: string) => ({
  // Next's own modules work only while it serves a request. All code of ours is the real one.
  resolve: {
    alias: [
      ...resolve.alias,
      ...['headers', 'cache', 'server'].map((name) => ({
        find: new RegExp(`^next/${name}$`),
        replacement: `${root}tests/support/next/${name}.ts`,
      })),
    ],
  },
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    isolate: false,
    environment: 'node' as const,
    globalSetup: ['tests/support/database/run-setup.ts'],
    setupFiles: ['tests/support/database/file-setup.ts'],
    // It imports next/server by a name that only a bundler finds.
    server: { deps: { inline: ['next-auth'] } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})

export default defineConfig({
  root,
  test: {
    // The default is one core less: half of two.
    maxWorkers: '100%',
    projects: [
      {
        root,
        resolve,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          isolate: false,
          environment: 'node',
          testTimeout: 20_000,
        },
      },
      {
        root,
        resolve,
        plugins: [react()],
        test: {
          name: 'unit-components',
          include: ['tests/unit/**/*.test.tsx'],
          environment: 'jsdom',
          isolate: false,
          setupFiles: ['tests/support/components/setup.ts'],
          // A busy machine renders slowly; a test that hangs still fails.
          testTimeout: 20_000,
        },
      },
      { root, ...onDatabase('integration') },
      { root, ...onDatabase('chaos') },
    ],
  },
})
