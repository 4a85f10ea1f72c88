import { once } from 'node:events'
import { readFileSync, renameSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { freePort } from '@/scripts/start/free-port'
import { isRunning } from '@/scripts/start/processes'
import { type Run, runStart, takePort } from '@/tests/support/browser/start-command'
import { temporaryFolder } from '@/tests/support/database/embedded'

// The start command itself, on the build that all browser tests use: so nothing is built here.
test.describe.configure({ mode: 'serial' })

const home = temporaryFolder()
let port: number
let run: Run

const read = (file: string) => JSON.parse(readFileSync(join(home.folder, file), 'utf8'))
const webPid = () => read('run.json').webPid as number
const databasePid = () => Number.parseInt(readFileSync(join(home.folder, 'postgres', 'postmaster.pid'), 'utf8'), 10)
const ready = () => run.says(/moviebucket is ready at http:\/\/localhost:\d+/)
const live = () => fetch(`http://127.0.0.1:${port}/api/health/live`).then((response) => response.status)

test.beforeAll(async () => {
  port = await freePort()
})
test.afterAll(async () => {
  run.child.kill('SIGTERM')
  await run.ended
  home.remove()
})

test('starts everything from nothing and ends with the address', async () => {
  run = runStart(home.folder, port)
  await ready()
  expect(run.output()).toMatch(/database .*\(made\).* s\n.*migrations .*applied.* s\n/s)
  expect(run.output()).toMatch(/build +nothing changed/)
  expect(run.output()).toContain(`listening on 127.0.0.1:${port} (this machine only)`)
  const health = await fetch(`http://127.0.0.1:${port}/api/health/ready`)
  expect(health.status).toBe(200)
})

test('the printed address, and no other, opens the demo account', async ({ page }) => {
  const address = /To try it, open (\S+)/.exec(run.output())?.[1] ?? ''
  expect(address).toMatch(new RegExp(`^http://localhost:${port}/sign-in/demo\\?key=[\\w-]{43}$`))
  const button = page.getByRole('button', { name: 'Try it with the local demo account' })
  await page.goto(`http://localhost:${port}/sign-in`)
  await expect(button).toHaveCount(0)
  await page.goto(address)
  await button.click()
  await expect(page).toHaveURL(/\/buckets\//)
  // The page lists what the browser asked for; the key is in none of the records.
  const records = run
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  expect(records.filter((line) => line.includes(address.slice(-43)))).toEqual([])
})

test('a second start on the same folder names the first one and its port', async () => {
  const second = runStart(home.folder, await freePort())
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`already runs in this folder: http://localhost:${port}, port ${port}`)
})

test('a killed database is restarted, and requests work again', async () => {
  process.kill(databasePid(), 'SIGKILL')
  await run.says(/stopped unexpectedly \(SIGKILL\).*The database is back\./s)
  const health = () => fetch(`http://127.0.0.1:${port}/api/health/ready`).then((response) => response.status)
  await expect.poll(health).toBe(200)
})

test('SIGTERM ends web server and database, in that order, with exit code 0', async () => {
  const pids = [webPid(), databasePid()]
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  expect(run.output()).toMatch(/Stopping.*Stopped\.\n$/s)
  expect(await Promise.all(pids.map(isRunning))).toEqual([false, false])
})

test('the next start finds the data, the secret and the build again', async () => {
  const secret = readFileSync(join(home.folder, 'secret'), 'utf8')
  const started = performance.now()
  run = runStart(home.folder, port)
  await expect.poll(() => live().catch(() => 0), { intervals: [20], timeout: 30_000 }).toBe(200)
  const seconds = (performance.now() - started) / 1000
  await ready()
  expect(run.output()).toMatch(/\(kept\).*nothing changed.*up to date/s)
  expect(readFileSync(join(home.folder, 'secret'), 'utf8')).toBe(secret)
  test.info().annotations.push({ type: 'second start to first answer', description: `${seconds.toFixed(1)} s` })
})

test('after kill -9 the next start ends what was left and has what was written', async () => {
  const { password, port: databasePort } = read('database.json')
  const url = `postgres://moviebucket:${password}@127.0.0.1:${databasePort}/moviebucket`
  await statement(url, 'create table kept (id int); insert into kept values (42)')
  const leftover = databasePid()
  run.child.kill('SIGKILL')
  await run.ended

  run = runStart(home.folder, port)
  await ready()
  expect(run.output()).toMatch(/\(recovered after a kill\)/)
  expect(await isRunning(leftover)).toBe(false)
  expect(await statement(url, 'select id from kept')).toEqual([{ id: 42 }])
})

test('a web server that dies ends the run, and says so', async () => {
  const database = databasePid()
  process.kill(webPid(), 'SIGKILL')
  expect(await run.ended).toBe(1)
  expect(run.output()).toMatch(/The web server ended unexpectedly \(SIGKILL\)/)
  expect(await isRunning(database)).toBe(false)
})

test('a port that is taken is named, with a way out, before anything is begun', async () => {
  const other = await takePort()
  const refused = runStart(home.folder, other.port)
  expect(await refused.ended).toBe(1)
  // It is this test that has it.
  expect(refused.output()).toMatch(
    new RegExp(`Another program uses port ${other.port}( \\(\\S+, process ${process.pid}\\))?\\. `),
  )
  expect(refused.output()).toContain(`npm start -- --port ${other.port + 1}`)
  expect(refused.output()).not.toContain('database')
  other.release()
})

test('a port out of AUTH_URL that is taken is to be changed there, where sign-in leads', async () => {
  const other = await takePort()
  const refused = runStart(home.folder, null, { AUTH_URL: `http://localhost:${other.port}` })
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain(`Another program uses port ${other.port}`)
  expect(refused.output()).toContain(`set another one in AUTH_URL, as in http://localhost:${other.port + 1}`)
  other.release()
})

test('an address that this machine does not have is no port that is taken', async () => {
  const refused = runStart(home.folder, port, { BIND_ADDRESS: '192.0.2.1' })
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain('This machine has no address 192.0.2.1 (EADDRNOTAVAIL)')
})

test('settings that do not fit are all named at once', async () => {
  const refused = runStart(home.folder, port, { AUTH_SECRET: 'short', AUTH_GITHUB_ID: 'an-id', AUTH_URL: 'nonsense' })
  expect(await refused.ended).toBe(1)
  for (const name of ['AUTH_SECRET', 'AUTH_GITHUB_SECRET', 'AUTH_URL']) expect(refused.output()).toContain(name)
})

test('a database that refuses the password is told plainly, without the password', async () => {
  const url = new URL(process.env.DATABASE_URL ?? '')
  url.password = 'not-the-password'
  const refused = runStart(home.folder, port, { DATABASE_URL: url.href })
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toMatch(/refuses the password of user moviebucket/)
  expect(refused.output()).not.toContain('not-the-password')
})

test('requests in flight are answered before the server stops', async () => {
  run = runStart(home.folder, port)
  await ready()
  const pages = Array.from({ length: 40 }, () => request('/sign-in'))
  await Promise.all(pages.map((page) => page.sent))
  // Connections are accepted in order: when this one is answered, all others are in the server's hands.
  await request('/api/health/live').body
  run.child.kill('SIGTERM')
  const bodies = await Promise.all(pages.map((page) => page.body))
  expect(bodies.filter((body) => !body.endsWith('</html>'))).toEqual([])
  expect(await run.ended).toBe(0)
})

test('it stops although its folder is gone', async () => {
  run = runStart(home.folder, port)
  await ready()
  const pids = [webPid(), databasePid()]
  renameSync(home.folder, `${home.folder}.gone`)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  expect(run.output()).toMatch(/While stopping: ENOENT.*\nStopped\.\n$/s)
  expect(await Promise.all(pids.map(isRunning))).toEqual([false, false])
  renameSync(`${home.folder}.gone`, home.folder)
})

/** Asks for a page on a connection of its own. */
function request(path: string): { sent: Promise<unknown>; body: Promise<string> } {
  const asked = get({ host: '127.0.0.1', port, path, headers: { host: `localhost:${port}` }, agent: false })
  const body = once(asked, 'response').then(([response]) => text(response as IncomingMessage))
  body.catch(() => {})
  const sent = once(asked, 'socket').then(([socket]) => once(socket as Socket, 'connect'))
  return { sent, body }
}

async function statement(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
