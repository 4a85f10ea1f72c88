import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
const config = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // A lockfile in a parent folder must not move the project's root.
  turbopack: { root },
  outputFileTracingRoot: root,
  // npm test checks types, of the tests too; whoever only starts the app need not wait for that.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  // Nothing uses the optimizer, so its route does not exist either.
  images: { unoptimized: true },
  // Titles and what links are previewed by stand in the head for everybody, never in a later part of the page.
  htmlLimitedBots: /.*/,
  serverExternalPackages: ['pg', 'pino'],
}

export default config
