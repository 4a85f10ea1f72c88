import { get, type IncomingMessage } from 'node:http'
import { execute, expect, test } from '../support/e2e-bucket'
import { sessionCookie } from '../support/session'

test('what breaks off in the middle does not look like a whole file', async ({ person, baseURL }) => {
  // More than the sockets between them hold.
  await execute(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
     select $1, gen_random_uuid(), title, title, 'DVD', 90, 1990, 3, $2, $2
     from generate_series(1, 60000) n, concat(n, repeat('電', 40)) title`,
    [person.bucketId, person.userId],
  )
  const { name, value } = sessionCookie(baseURL ?? '', person.token)
  const url = `${baseURL}/buckets/${person.bucketId}/export?as=json`
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers: { cookie: `${name}=${value}` } }, resolve).once('error', reject)
  })
  expect(answer.statusCode).toBe(200)
  // Read no further, so that the server waits, and take away what it has yet to send.
  await new Promise((resolve) => answer.once('readable', resolve))
  await execute('update buckets set deleted_at = now() where id = $1', [person.bucketId])
  let bytes = 0
  const ended = (async () => {
    for await (const chunk of answer) bytes += chunk.length
  })()
  await expect(ended).rejects.toThrow(/aborted/)
  expect(answer.complete).toBe(false)
  expect(bytes).toBeGreaterThan(0)
})
