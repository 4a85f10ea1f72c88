import { send } from '@/tests/support/api/http-client'
import { expect, test } from '@/tests/support/browser/bucket'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const CSV = 'title,format,length,releaseYear,rating\nHeat,DVD,170,1995,4\n'

const cookieOf = ({ token }: Person) => `moviebucket.session=${token}`

/** How much is staged and added in a person's bucket. */
async function state(person: Person): Promise<unknown> {
  const rows = await sql(
    `select (select count(*)::int from imports where bucket_id = $1) as imports,
        (select count(*)::int from import_rows where bucket_id = $1) as rows,
        (select count(*)::int from movies where bucket_id = $1) as movies`,
    [person.bucketId],
  )
  return rows[0]
}

test('an upload and a confirmation work for our own pages only', async ({ person, baseURL }) => {
  const url = baseURL ?? ''
  const base = `${url}/buckets/${person.bucketId}/import`
  const cookie = cookieOf(person)
  const own = { cookie, origin: url, 'sec-fetch-site': 'same-origin' }
  const stranger = cookieOf(await addPerson())
  const hostile: Record<string, string>[] = [
    { cookie },
    { cookie, origin: 'null' },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: `${url}.evil.example` },
    { cookie, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { cookie, origin: url, 'sec-fetch-site': 'cross-site' },
    { cookie, origin: url, 'sec-fetch-site': 'same-site' },
    { origin: url },
    { origin: url, cookie: `moviebucket.session=${'a'.repeat(43)}` },
    { origin: url, cookie: stranger },
  ]
  const form: [string, string][] = [['cells', CSV]]
  for (const headers of hostile) {
    for (const sent of [{ body: CSV }, { form }]) {
      const { status } = await send(`${base}/upload`, { ...sent, headers })
      expect(status, JSON.stringify(headers)).toBeGreaterThanOrEqual(401)
      expect(status, JSON.stringify(headers)).toBeLessThan(500)
    }
  }
  expect(await state(person)).toEqual({ imports: 0, rows: 0, movies: 0 })

  const { status, location } = await send(`${base}/upload?name=x.csv`, { body: CSV, headers: own })
  expect(status).toBe(201)
  expect(await state(person)).toEqual({ imports: 1, rows: 2, movies: 0 })
  for (const headers of hostile) {
    const refused = await send(`${url}${location}/confirm`, { body: '', headers })
    expect(refused.status, JSON.stringify(headers)).toBeGreaterThanOrEqual(401)
    expect(refused.status, JSON.stringify(headers)).toBeLessThan(500)
  }
  expect(await state(person)).toEqual({ imports: 1, rows: 2, movies: 0 })
  expect((await send(`${url}${location}/confirm`, { body: '', headers: own })).status).toBe(303)
  expect(await state(person)).toEqual({ imports: 1, rows: 1, movies: 1 })
  expect((await send(`${url}${location}/problems`, { headers: { cookie: stranger } })).status).toBe(404)
})

test('every upload is read or refused, and the server goes on', async ({ person, baseURL, page }) => {
  const url = `${baseURL}/buckets/${person.bucketId}/import/upload`
  const headers = { cookie: cookieOf(person), origin: baseURL ?? '', 'sec-fetch-site': 'same-origin' }
  const bodies: [string, number][] = [
    ['', 422],
    ['\0\0\0\0', 422],
    ['PK\u0003\u0004aaaaaaaa', 422],
    ['\n\n\n', 422],
    ['"never closed', 422],
    ['[{"title":', 422],
    // One line without end, and a file above the limit.
    ['x'.repeat(12_000_000), 422],
    [`${CSV}${'Heat,DVD,170,1995,4\n'.repeat(2_600_000)}`, 422],
  ]
  for (const [body, wanted] of bodies) {
    // A server that has refused stops reading, and may close the connection while the client still sends.
    const answer = await send(url, { body, headers }).catch(() => ({ status: wanted, body: '' }))
    expect(answer.status, body.slice(0, 20)).toBe(wanted)
    expect(answer.body).not.toMatch(/at .+\.(js|ts):\d+|node_modules|select .* from/i)
  }
  const multipart = (boundary: string) => ({ ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` })
  for (const body of [
    '',
    '--b',
    '--b\r\n',
    '--b--',
    `--b\r\n${'x'.repeat(20_000)}`,
    `--b\r\ncontent-disposition: form-data; name="cells"\r\n\r\n${CSV}`,
  ]) {
    const { status } = await send(url, { body, headers: multipart('b') })
    expect([303, 422], body.slice(0, 20)).toContain(status)
  }
  expect(await state(person)).toEqual({ imports: 0, rows: 0, movies: 0 })
  // More than the 10 MB that Next keeps in memory for a proxy, where it would cut the body off.
  const rows = Array.from({ length: 30_000 }, (_, n) => `Movie ${n},DVD,100,1990,3,${'x'.repeat(400)}`)
  const large = await send(url, { body: `title,format,length,releaseYear,rating,note\n${rows.join('\n')}\n`, headers })
  expect(large.status).toBe(201)
  expect(await state(person)).toEqual({ imports: 1, rows: 30_001, movies: 0 })
  for (const after of ['-1', 'x', '1e9', '2147483648', '9'.repeat(400)])
    expect((await page.request.get(`${large.location}?after=${after}`)).status(), after).toBe(200)
  expect((await page.request.get('/api/health/ready')).status()).toBe(200)
})
