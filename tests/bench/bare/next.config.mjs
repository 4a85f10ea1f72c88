import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')

/** @type {import('next').NextConfig} */
export default {
  turbopack: { root: root },
  outputFileTracingRoot: root,
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  serverExternalPackages: ['pg'],
}
