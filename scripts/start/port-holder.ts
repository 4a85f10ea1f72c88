import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { commandOf } from './processes'

const LISTENING = '0A'

/** The command and number of the process that listens on a port; undefined where the system does not tell this user. */
export async function portHolder(port: number): Promise<string | undefined> {
  try {
    const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => socketsOn(table, port)))
    const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holds(name, sockets))
    if (!pid) return undefined
    const [program = ''] = (await commandOf(Number(pid))).split(' ')
    return `${program.split('/').at(-1)}, process ${pid}`
  } catch {
    // Only Linux has these tables.
    return undefined
  }
}

function socketsOn(table: string, port: number): string[] {
  const address = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, '0')}$`)
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => state === LISTENING && address.test(local))
    .map((columns) => `socket:[${columns[9]}]`)
}

function holds(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) =>
      sockets.has(readlinkSync(`/proc/${pid}/fd/${descriptor}`)),
    )
  } catch {
    // Another user's process, or one that has just ended.
    return false
  }
}
