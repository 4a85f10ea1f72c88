import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { releaseFolder } from '@/scripts/build/sources'
import { noteSecret } from '@/scripts/shared-secret'
import { freePort } from '@/scripts/start/free-port'
import { SECRET } from '@/tests/support/browser/app-server'
import { type Run, runRelease } from '@/tests/support/browser/start-command'
import { createTestDatabase } from '@/tests/support/database/database'
import { temporaryFolder } from '@/tests/support/database/embedded'

// A release as an operator copies it to a host: a user who may not write to it starts it there.
test.describe.configure({ mode: 'serial' })

const home = temporaryFolder()
const release = join(home.folder, 'release')
const told = join(home.folder, 'told')
let run: Run | undefined

test.beforeAll(() => {
  cpSync(releaseFolder(), release, { recursive: true })
  execFileSync('chmod', ['-R', 'a+rX,a-w', release])
  execFileSync('chmod', ['755', home.folder])
})
test.afterAll(async () => {
  run?.child.kill('SIGTERM')
  await run?.ended
  execFileSync('chmod', ['-R', 'u+w', release])
  home.remove()
})

test('it migrates an empty database, serves, and changes nothing of itself', async ({ page }) => {
  const before = contents()
  const port = await freePort()
  const database = await createTestDatabase({ empty: true })
  // As systemd starts it; a file stands for its socket.
  writeFileSync(join(home.folder, 'systemd-notify'), `#!/bin/sh\necho "$@" >> ${told}\n`, { mode: 0o755 })
  writeFileSync(told, '')
  chmodSync(told, 0o666)
  const systemd = { NOTIFY_SOCKET: told, PATH: `${home.folder}:${process.env.PATH}` }
  // Settings beside a release stay when the next one comes.
  writeFileSync(
    join(home.folder, '.env'),
    `DATABASE_URL="${database.url}"\nAUTH_SECRET="${SECRET}"\nAUTH_URL="http://localhost:${port}"\n`,
  )
  run = runRelease(release, [], systemd)
  await run.says(/moviebucket is ready/)
  expect(run.output()).toMatch(/migrations +\d+ applied/)

  const failed: string[] = []
  page.on('response', (response) => {
    if (!response.ok()) failed.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(`http://localhost:${port}/sign-in`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(failed).toEqual([])

  await expect.poll(() => readFileSync(told, 'utf8')).toBe('READY=1\n')

  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  expect(readFileSync(told, 'utf8')).toBe('READY=1\nSTOPPING=1\n')
  rmSync(join(home.folder, '.env'))
  expect(contents()).toEqual(before)
  await database.drop()
})

const REFUSED: Record<string, { args?: string[]; env?: Record<string, string>; says: string }> = {
  'no secret and nowhere to keep one': {
    env: { DATABASE_URL: 'postgres://localhost/x' },
    says: 'Set MOVIEBUCKET_DATA to a folder of this user, or set both AUTH_SECRET and DATABASE_URL.',
  },
  'development without sources': { args: ['--dev'], says: 'This folder has no sources' },
}

for (const [name, { args = [], env, says }] of Object.entries(REFUSED)) {
  test(`it refuses ${name} in a sentence`, async () => {
    const refused = runRelease(release, args, env)
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toContain(says)
    expect(refused.output()).not.toContain('    at ')
  })
}

test('it refuses another AUTH_SECRET than that of the other instances, until it is accepted', async () => {
  const database = await createTestDatabase()
  await noteSecret({ DATABASE_URL: database.url }, 'the secret of all the other instances')
  const [port, host] = [String(await freePort()), '127.0.0.1']
  const own = {
    DATABASE_URL: database.url,
    AUTH_SECRET: SECRET,
    AUTH_URL: 'https://movies.invalid',
    BIND_ADDRESS: host,
  }
  const refused = runRelease(release, ['--port', port], own)
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain('AUTH_SECRET differs from the one that the instances of this database share')
  expect(refused.output()).toContain('npm run accept-secret')
  execFileSync(process.execPath, ['scripts/accept-secret.mjs'], { cwd: release, env: { ...process.env, ...own } })
  run = runRelease(release, ['--port', port], own)
  await run.says(/moviebucket is ready/)
  run.child.kill('SIGTERM')
  expect(await run.ended).toBe(0)
  await database.drop()
})

test('it listens where its .env says', async () => {
  const own = ['DATABASE_URL=postgres://localhost/x', `AUTH_SECRET=${SECRET}`, 'BIND_ADDRESS=192.0.2.1']
  writeFileSync(join(home.folder, '.env'), own.join('\n'))
  const refused = runRelease(release, [])
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain('This machine has no address 192.0.2.1')
  rmSync(join(home.folder, '.env'))
})

test('it has every command that an operator runs on a host', () => {
  const { scripts } = JSON.parse(readFileSync(join(release, 'package.json'), 'utf8'))
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'db:migrate', 'doctor', 'token']))
  for (const line of Object.values<string>(scripts)) {
    const [, program = ''] = /^node (scripts\/\S+)$/.exec(line) ?? []
    expect(statSync(join(release, program)).isFile()).toBe(true)
  }
})

/** Each file with its size and time. */
function contents(): string[] {
  const files = readdirSync(release, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`)
    .sort()
}
