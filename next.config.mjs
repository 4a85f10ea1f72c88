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
  serverExternalPackages: ['pg', 'pino'],
}

export default config
