import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Makes sure that there are bash and curl, for running what the README says as it stands: installs them as root where
 * apt-get is.
 * @throws {Error} that says how to get them
 */
export function provideCurl(): void {
  const missing = ['bash', 'curl'].filter((program) => spawnSync(program, ['--version']).status !== 0)
  if (missing.length === 0) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    for (const args of [
      ['update', '-q'],
      ['install', '-q', '-y', '--no-install-recommends', ...missing],
    ])
      spawnSync('apt-get', args, { env, stdio: 'ignore', timeout: 300_000 })
    if (missing.every((program) => spawnSync(program, ['--version']).status === 0)) return
  }
  throw new Error(
    `The README's examples need ${missing.join(' and ')}: install them (Debian: apt-get install ${missing.join(' ')}).`,
  )
}
