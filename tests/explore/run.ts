import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ensureRelease } from '@/scripts/build/release'
import { startApp } from '@/tests/support/browser/app-server'
import { provideBrowser } from '@/tests/support/browser/browser'
import { createTestDatabase, startTestCluster } from '@/tests/support/database/database'
import { explore } from './explore'
import { type Explorer, makeWorld } from './world'

const help = `npm run explore                      half a minute of random use of the production build
npm run explore -- --minutes 10      longer
npm run explore -- --as reader       as one of visitor, reader and owner
`

/** Of the time, for the people in turn. The owner can do most. */
const SHARE: Record<Explorer['name'], number> = { visitor: 0.15, reader: 0.25, owner: 0.6 }

const { minutes, report, as } = parseArgs({
  options: { minutes: { type: 'string', default: '0.45' }, report: { type: 'string' }, as: { type: 'string' } },
}).values
const seconds = Number(minutes) * 60
if (!(seconds > 0) || (as !== undefined && !(as in SHARE))) {
  process.stderr.write(help)
  process.exit(1)
}

await ensureRelease(say)
const browser = await provideBrowser(say)
const cluster = await startTestCluster()
const database = await createTestDatabase()
process.env.DATABASE_URL = database.url
const app = await startApp({ databaseUrl: database.url })
const failures: string[] = []
let passed = 0
try {
  const explorers = await makeWorld()
  for (const explorer of explorers.filter(({ name }) => as === undefined || name === as)) {
    const share = as === undefined ? SHARE[explorer.name] : 1
    const outcome = await explore(explorer, { app, browser, seconds: seconds * share })
    const { actions, undone, violated, said, record } = outcome
    say(`${explorer.name}: ${actions} actions, ${undone} times Undo${violated.map((name) => `, not ${name}`).join('')}`)
    failures.push(...violated.map((name) => `Random use as ${explorer.name}: ${name}`))
    if (violated.length === 0) passed++
    else say(`${said}\n   The record: npx bombadil browser inspect ${record}`)
  }
} finally {
  await app.stop()
  await database.drop()
  await cluster.stop()
}
if (report) writeFileSync(report, JSON.stringify({ passed, failures }))
process.exit(failures.length > 0 ? 1 : 0)

function say(text: string): void {
  process.stdout.write(`   ${text}\n`)
}
