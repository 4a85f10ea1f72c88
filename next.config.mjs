import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

// The ids of server actions depend on this key. With one that all builds share, a page from an earlier build or from
// another host finds its actions. It would also encrypt what an action inside a component captures: there are none, which
// a test holds, so that it keeps nothing secret.
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||= createHash('sha256').update('moviebucket').digest('base64')

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  // The same on every host that builds these sources.
  generateBuildId: () => process.env.MOVIEBUCKET_BUILD_ID || null,
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // A lockfile in a parent folder must not move the project's root.
  turbopack: { root },
  outputFileTracingRoot: root,
  // Only the optimizer of images would use it.
  outputFileTracingExcludes: { '*': ['node_modules/@img/**', 'node_modules/sharp/**'] },
  // npm test checks types, of the tests too; whoever only starts the app need not wait for that.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  // Nothing uses the optimizer, so its route does not exist either.
  images: { unoptimized: true },
  // Titles and what links are previewed by stand in the head for everybody, never in a later part of the page.
  htmlLimitedBots: /.*/,
  serverExternalPackages: ['pg', 'pino', 'pino-pretty', 'prom-client'],
}

export default config
