import { chownSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createCluster } from '@/scripts/start/postgres-cluster'
import { findPrograms } from '@/scripts/start/postgres-programs'
import { temporaryFolder } from '@/tests/support/database/embedded'

const NAMELESS = { uid: 54_321, gid: 54_321 }

// Only root may become another user.
it.skipIf(process.getuid?.() !== 0)('a user without a name is told why PostgreSQL does not run as them', async () => {
  const home = temporaryFolder()
  chownSync(home.folder, NAMELESS.uid, NAMELESS.gid)
  const data = join(home.folder, 'postgres')
  await expect(createCluster(data, findPrograms(home.folder, NAMELESS), NAMELESS, 'password')).rejects.toThrow(
    /^PostgreSQL does not run as user 54321, who has no name on this machine\.\nStart as a user of this machine, or set DATABASE_URL/,
  )
  expect(existsSync(data)).toBe(false)
  home.remove()
})
