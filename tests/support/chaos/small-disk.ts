import { spawnSync } from 'node:child_process'
import { chownSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { databaseAccount } from '@/scripts/start/account'
import { temporaryFolder } from '@/tests/support/database/embedded'

/** A disk of its own, with a folder on it that belongs to the user who runs the database. */
export type SmallDisk = {
  folder: string
  /** Writes a file that takes all room. */
  fill(): void
  /** Deletes that file. */
  makeRoom(): void
  remove(): void
}

/** Mounts a small disk in memory; undefined where only an administrator may, or nobody can. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const { folder: mountPoint, remove } = temporaryFolder()
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', mountPoint]
  if (process.platform !== 'linux' || spawnSync('mount', options, { stdio: 'ignore' }).status !== 0) {
    remove()
    return undefined
  }
  const folder = join(mountPoint, 'data')
  mkdirSync(folder)
  const account = databaseAccount(folder)
  if (account) chownSync(folder, account.uid, account.gid)
  const filler = join(mountPoint, 'filler')
  return {
    folder,
    fill: () => writeUntilFull(filler),
    makeRoom: () => rmSync(filler),
    remove() {
      spawnSync('umount', [mountPoint], { stdio: 'ignore' })
      remove()
    },
  }
}

function writeUntilFull(path: string): void {
  const file = openSync(path, 'a')
  // The last bytes go in smaller and smaller pieces.
  for (let size = 1_048_576; size >= 1; size = Math.floor(size / 4)) {
    try {
      while (writeSync(file, Buffer.alloc(size)) > 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  closeSync(file)
}
