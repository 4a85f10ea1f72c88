import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addBucket } from '@/tests/support/builders/buckets'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
import { temporaryFolder } from '@/tests/support/database/embedded'
import { runScript } from '@/tests/support/database/script'
import { checksum } from '@/tests/support/database/tables'
import { send } from '@/tests/support/next/send'

const home = temporaryFolder()
afterAll(() => home.remove())

let ana: Person
beforeAll(async () => {
  ana = await addPerson('Ana')
  await insertMovies(ana)
  await addBucket(ana, { name: 'Second', visibility: 'everyone' })
  await insertMovies(await addPerson('Ben'))
})

const exportAll = (args: string[], url = testDatabase().url) =>
  runScript('export-all', args, { DATABASE_URL: url, MOVIEBUCKET_DATA: join(home.folder, 'no-state') })

/** The export, without the moment it was made. */
const parsed = (text: string) => ({ ...JSON.parse(text), exportedAt: '' })

it('writes what Settings gives the person, to standard output or to a file of its owner alone', {
  timeout: 60_000,
}, async () => {
  const { GET } = await import('@/app/settings/export/route')
  const request = new NextRequest('http://localhost:3000/settings/export')
  const response = await send({ token: ana.token }, () => GET(request, { params: Promise.resolve({}) } as never))
  const ofSettings = parsed(await response.text())
  expect(ofSettings.buckets).toHaveLength(2)

  const before = await checksum()
  const printed = await exportAll([ana.email.toUpperCase()])
  expect([printed.code, printed.err]).toEqual([0, ''])
  expect(parsed(printed.out)).toEqual(ofSettings)

  const file = join(home.folder, 'ana', 'all.json')
  const written = await exportAll([ana.email, file])
  expect([written.code, written.out, written.err]).toEqual([0, '', `${file}\n`])
  expect(parsed(readFileSync(file, 'utf8'))).toEqual(ofSettings)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await checksum()).toBe(before)

  const again = await exportAll([ana.email, file])
  expect([again.code, again.err]).toEqual([1, expect.stringMatching(/is there already/)])
})

it.each<[string, () => string[], RegExp, string?]>([
  [
    'a person who is unknown',
    () => ['nobody@example.org', join(home.folder, 'none', 'x')],
    /There is no user "nobody@example.org"/,
  ],
  ['no address', () => [], /npm run export-all -- /],
  ['a database that is away', () => [ana.email], /No database listens/, 'postgres://a:geheim@127.0.0.1:1/b'],
])('says so of %s, and writes nothing', { timeout: 60_000 }, async (_, args, words, url) => {
  const before = readdirSync(home.folder)
  const said = await exportAll(args(), url)
  expect([said.code, said.out]).toEqual([1, ''])
  expect(said.err).toMatch(words)
  expect(said.err).not.toContain('geheim')
  expect(readdirSync(home.folder)).toEqual(before)
})
