import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '@/scripts/start/embedded-database'

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
  // It leads a process group of its own.
  process.kill(process.platform === 'win32' ? database.pid() : -database.pid(), 'SIGKILL')
}
