import { migrate } from '@/db/migrate'
import { startDurable, temporaryFolder } from '@/tests/support/database/embedded'

const BENCHES: Record<string, () => Promise<{ measure(): Promise<void> }>> = {
  api: () => import('./api'),
  'bucket-page': () => import('./bucket-page'),
  bulk: () => import('./bulk'),
  export: () => import('./export'),
  fair: () => import('./fair'),
  import: () => import('./import'),
  'shared-page': () => import('./shared-page'),
  stats: () => import('./stats'),
  unseen: () => import('./unseen'),
  writes: () => import('./writes'),
}

const only = process.argv.slice(2)
const unknown = only.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}\n`,
  )
  process.exit(1)
}
for (const [name, load] of Object.entries(BENCHES)) {
  if (only.length > 0 && !only.includes(name)) continue
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}\n\n`)
  const { folder, remove } = temporaryFolder()
  const database = await startDurable(folder)
  try {
    await migrate(database.url)
    Object.assign(process.env, { DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
    await (await load()).measure()
  } finally {
    await (await import('@/db/client')).closePool()
    await database.stop()
    remove()
  }
}
