import { spawn } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '@/scripts/start/free-port'
import { temporaryFolder } from '../database/embedded'

const PROGRAM = '/usr/sbin/pgbouncer'
const NOBODY = 65_534

/** Whether this system has pgbouncer, where Debian's package puts it. */
export const hasPooler = existsSync(PROGRAM)

/**
 * Starts pgbouncer in front of a server: each transaction gets any of five connections, and no session is kept. `more` are
 * settings of its own file, in place of these.
 */
export async function startPooler(
  databaseUrl: string,
  more: Record<string, string | number> = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port: upstream, username, password } = new URL(databaseUrl)
  const home = temporaryFolder()
  chmodSync(home.folder, 0o755)
  const port = await freePort()
  const users = join(home.folder, 'users')
  writeFileSync(users, `"${username}" "${decodeURIComponent(password)}"\n`)
  const config = join(home.folder, 'pgbouncer.ini')
  const settings = [
    '[databases]',
    `* = host=${hostname} port=${upstream}`,
    '[pgbouncer]',
    `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
    `auth_type = plain\nauth_file = ${users}`,
    ...Object.entries({ pool_mode: 'transaction', default_pool_size: 5, max_client_conn: 200, ...more }).map(
      ([name, value]) => `${name} = ${value}`,
    ),
  ]
  writeFileSync(config, `${settings.join('\n')}\n`)
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawn(PROGRAM, ['-q', config], { ...user, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(port) }).href
  for (let tries = 0; !(await answers(url)); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`pgbouncer does not answer:\n${said}`)
    await sleep(50)
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
      home.remove()
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
