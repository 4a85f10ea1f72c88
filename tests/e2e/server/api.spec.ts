import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createToken } from '@/db/account/tokens'
import { root } from '@/scripts/start/project'
import { CLIENT, makeClient } from '@/tests/support/api/api-client'
import { provideCurl } from '@/tests/support/api/curl'
import { expect, test } from '@/tests/support/browser/e2e'
import { IS_TOO_LONG, TOO_LONG, tooHigh } from '@/tests/support/builders/out-of-limits'
import type { Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const tokenOf = async ({ userId }: Person) =>
  (await createToken({ userId }, { name: 'tests', scope: 'write', days: 1 })).token

test('the README’s curl examples work as they stand there', async ({ person, baseURL }) => {
  provideCurl()
  const section = readFileSync(join(root, 'README.md'), 'utf8').split('\n## HTTP API\n')[1]?.split('\n## ')[0] ?? ''
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, code = '']) => code)
  const examples = blocks.filter((code) => code.includes('curl '))
  expect(examples.length).toBeGreaterThan(3)
  const env = { ...process.env, URL: baseURL ?? '', TOKEN: await tokenOf(person) }
  const folder = mkdtempSync(join(tmpdir(), 'moviebucket-readme-'))
  const [shelf = ''] = examples.filter((code) => code.includes('BUCKET=$('))
  const outputs = examples.map((code) => {
    // One shell a block: what the bucket is called is found again by the same key.
    const before = code.includes('$BUCKET') && code !== shelf ? `${shelf.split('\ncurl ')[0]}\n` : ''
    return execFileSync('bash', ['-euo', 'pipefail', '-c', before + code], { env, encoding: 'utf8', cwd: folder })
  })
  rmSync(folder, { recursive: true })
  expect(outputs[0]).toContain('"title":"Alien"')
  expect(outputs[0]).toContain('"total":1')
  expect(outputs[1]).toContain('"rating":5,"version":2')
  expect(outputs[2]).toContain('"to":"ana@example.org","role":"viewer"')
  expect(outputs[3]).toMatch(/"state":"dry_run".+"state":"done".+"added":2/s)
  expect(outputs[4]).toContain('title,format,length,releaseYear,rating')
  expect(outputs[4]).toContain('Cube,DVD,90,1997,3')
  expect(outputs[4]).toContain('"total":2')
  expect(outputs[5]).toContain(tooHigh('length', 1170).message)
  const movies = await sql('select title from movies where bucket_id = $1 and deleted_at is null order by title', [
    person.bucketId,
  ])
  expect(movies).toEqual([{ title: 'Alien' }, { title: 'Brazil' }])
})

test('a client generated from the description compiles and adds, lists, changes and deletes', async ({
  person,
  page,
  baseURL,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'moviebucket-client-'))
  try {
    const client = makeClient(folder, await (await page.request.get('/api/v1/openapi.json')).json())
    expect(client.compile(CLIENT.replace('length: 117', "length: '117'"))).toContain("'string' is not assignable")
    expect(client.compile()).toBe('')
    const said = JSON.parse(client.run({ BASE_URL: `${baseURL}/api/v1`, TOKEN: await tokenOf(person) }))
    const { movieId, ...rest } = said
    expect(rest).toEqual({ titles: ['Alien'], total: 1, version: 2, problem: 'stale', gone: 204 })
    const [row] = await sql<{ rating: number; deleted: boolean }>(
      'select rating, deleted_at is not null as deleted from movies where bucket_id = $1 and id = $2',
      [person.bucketId, movieId],
    )
    expect(row).toEqual({ rating: 4, deleted: true })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('odd requests are refused and the server goes on', async ({ person, baseURL, page }) => {
  const token = await tokenOf(person)
  const authorization = `Bearer ${token}`
  const send = (method: string, path: string, headers: Record<string, string> = {}, chunks: Buffer[] = []) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(baseURL ?? '')
      const request = httpRequest({ hostname, port, method, path, headers: { authorization, ...headers } })
      request.once('error', reject)
      request.once('response', async (response) => {
        let body = ''
        for await (const chunk of response) body += chunk
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
      for (const chunk of chunks) request.write(chunk)
      request.end()
    })
  for (const path of ['/api/v1/movies/%zz', '/api/v1/%ff', '/buckets/%c3%28', '/p/%'])
    expect((await send('GET', path)).status, path).toBe(400)
  for (const method of ['TRACE', 'PROPFIND', 'REPORT']) {
    const { status, headers } = await send(method, '/api/v1/movies')
    expect([status, String(headers.allow)], method).toEqual([405, expect.stringContaining('GET')])
  }
  for (const path of ['?q=%zz&q=1', '?%', `?q=${'x'.repeat(8000)}`, '?cursor=%ff'])
    expect((await send('GET', `/api/v1/movies${path}`)).status, path).toBeLessThan(500)
  for (const path of ['/api/v1', '/api/v1/docsx', '/api/v1/movies/x/y']) {
    const { status, headers } = await send('GET', path)
    expect([status, headers['content-type']], path).toEqual([404, 'application/problem+json'])
  }
  const json = { 'content-type': 'application/json' }
  const large = await send('POST', '/api/v1/movies', json, Array(40).fill(Buffer.alloc(100_000, 32)))
  expect([large.status, JSON.parse(large.body).code]).toEqual([413, 'too_large'])
  expect((await send('POST', '/api/v1/movies', { ...json, authorization: '' }, [Buffer.from('{}')])).status).toBe(401)
  const head = await send('HEAD', '/api/v1/movies')
  expect([head.status, head.body, head.headers.etag]).toEqual([200, '', expect.stringMatching(/^"/)])
  const csv = await send('GET', '/api/v1/movies', { accept: 'text/csv' })
  expect([csv.status, csv.body.split(',')[0]]).toEqual([200, 'title'])
  const movie = { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 }
  // The browser's own session, from a page of ours.
  await page.goto('/settings')
  const status = await page.evaluate(
    async (data) =>
      (
        await fetch('/api/v1/movies', {
          method: 'POST',
          body: JSON.stringify(data),
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    movie,
  )
  expect(status).toBe(401)
  expect(await sql('select from movies where bucket_id = $1', [person.bucketId])).toEqual([])
  expect((await page.request.get('/api/v1/movies')).status()).toBe(200)
  expect((await page.request.get('/api/health/live')).status()).toBe(200)
})

test('a token is made in Settings, shown once, used and revoked', async ({ page, person, baseURL }) => {
  await page.goto('/settings')
  await page.getByLabel('Name').fill('Backup')
  await page.getByLabel('Access').selectOption('write')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const field = page.getByLabel('Token Backup')
  await expect(field).toHaveValue(/^mb_[\w-]{43}$/)
  const token = await field.inputValue()
  const me = () => fetch(`${baseURL}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(await (await me()).json()).toMatchObject({ id: person.userId, scopes: ['read', 'write'] })
  await page.reload()
  await expect(page.getByText(/Made .+, last used .+, expires/)).toBeVisible()
  expect(await page.content()).not.toContain(token)
  await page.getByRole('button', { name: 'Revoke Backup' }).click()
  await expect(page.getByText('Revoked. The token no longer works.')).toBeVisible()
  expect((await me()).status).toBe(401)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a token is made and revoked, and what was typed stays when it is refused', async ({ page, person }) => {
    await page.goto('/settings')
    expect(person.name).toBeTruthy()
    await page.getByLabel('Name').fill(TOO_LONG)
    await page.getByLabel('Valid for').selectOption('90')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await expect(page.getByText(new RegExp(IS_TOO_LONG))).toBeVisible()
    await expect(page.getByLabel('Name')).toHaveValue(TOO_LONG)
    await expect(page.getByLabel('Valid for')).toHaveValue('90')
    await page.getByLabel('Name').fill('Plain')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await expect(page.getByLabel('Token Plain')).toHaveValue(/^mb_/)
    await page.getByRole('button', { name: 'Revoke Plain' }).click()
    await expect(page.getByText('Revoked. The token no longer works.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Revoke Plain' })).toHaveCount(0)
  })

  test('the API’s page is found from Settings and says what there is', async ({ page, person }) => {
    expect(person.name).toBeTruthy()
    await page.goto('/settings')
    await page.getByRole('link', { name: 'About the API' }).click()
    await expect(page.getByRole('heading', { name: 'HTTP API', level: 1 })).toBeVisible()
    await expect(page.getByText('Moves a movie to the trash for 30 days.').first()).toBeVisible()
    const html = await page.content()
    expect([...html.matchAll(/(?:src|href)="(https?:)?\/\/[^"]+"/g)]).toEqual([])
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) await expect(page.locator(`[id="${id}"]`)).toHaveCount(1)
  })
})
