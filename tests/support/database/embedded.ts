import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/scripts/start/embedded-database'
import { signal } from '@/scripts/start/processes'

/** A folder for an embedded database that is deleted in the end; open to the user it runs as when this is root. */
export function temporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'moviebucket-test-'))
  chmodSync(folder, 0o711)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** An embedded database with the settings that npm start gives it, and a record of what it said went wrong. */
export async function startDurable(folder: string): Promise<EmbeddedDatabase & { troubles: string[] }> {
  const troubles: string[] = []
  const database = await startEmbeddedDatabase({ folder, onTrouble: (text) => troubles.push(text) })
  return { ...database, troubles }
}

/** Kills the server and all of its processes at once, as a power cut would. */
export function killServer(database: EmbeddedDatabase): void {
  const server = database.pid()
  // Each of them leads a group of its own, and would still do what it was sent a moment before.
  const backends = childrenOf(server)
  for (const pid of [server, ...backends]) signal(pid, 'SIGKILL')
}

function childrenOf(parent: number): number[] {
  switch (process.platform) {
    case 'linux':
      return readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    case 'win32':
      return []
    default: {
      const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
      const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number))
      return pairs.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid] : []))
    }
  }
}
