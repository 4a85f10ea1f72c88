import { get, type IncomingMessage } from 'node:http'
import { expect, test } from '@/tests/support/browser/bucket'
import { sessionCookie } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'

test('an export that fails in the middle does not look like a whole file', async ({ person, baseURL }) => {
  // The last of four pages has a movie with a time that cannot be written.
  await sql(
    `insert into movies
       (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by, created_at)
     select $1, gen_random_uuid(), title, title, 'DVD', 90, 1990, 3, $2, $2, case n when 17000 then 'infinity' else now() end
     from generate_series(1, 17000) n, to_char(n, 'FM00000') title`,
    [person.bucketId, person.userId],
  )
  const { name, value } = sessionCookie(baseURL ?? '', person.token)
  const url = `${baseURL}/buckets/${person.bucketId}/export?as=json`
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers: { cookie: `${name}=${value}` } }, resolve).once('error', reject)
  })
  expect(answer.statusCode).toBe(200)
  let text = ''
  const ended = (async () => {
    for await (const chunk of answer.setEncoding('utf8')) text += chunk
  })()
  await expect(ended).rejects.toThrow()
  expect(answer.complete).toBe(false)
  expect(text).toContain('"title":"00001"')
  expect(() => JSON.parse(text)).toThrow()
})
