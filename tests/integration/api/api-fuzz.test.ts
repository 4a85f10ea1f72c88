import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeApi } from '@/server/api/openapi'
import { refusalsOf } from '@/server/api/refusals'
import { ROUTES } from '@/server/api/router'
import { callApi, tokenOf } from '@/tests/support/api/api'
import { type FuzzRequest, type OpenApi, requestsOf } from '@/tests/support/api/api-arbitraries'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const REQUESTS = 1500

it(`${REQUESTS} requests made from the description get no answer of 500 or more, and none that is not described`, {
  timeout: 240_000,
}, async () => {
  const [ana, bob, cleo] = [await addPerson('Ana'), await addPerson('Bob'), await addPerson('Cleo')]
  const [mine, theirs] = [await putMovies(ana, ana.bucketId, [{}, {}, {}]), await putMovies(bob, bob.bucketId, [{}])]
  await putMovies(cleo, cleo.bucketId, [{}, {}])
  await grant(bob.bucketId, { user: ana }, 'editor')
  const club = await addGroup(ana, [ana, bob])
  const known = [
    ana.bucketId,
    bob.bucketId,
    club,
    ana.userId,
    bob.userId,
    cleo.bucketId,
    ...[...mine, ...theirs].map(({ id }) => id),
  ]
  const token = await tokenOf(ana.userId)
  // Her bucket is shared with no one: no request may change it.
  const ofCleo = () => sql('select * from movies where bucket_id = $1 order by id', [cleo.bucketId])
  const before = await ofCleo()
  const counts = new Map<number, number>()

  await fc.assert(
    fc.asyncProperty(
      requestsOf(describeApi(ROUTES, 'http://localhost:3000') as unknown as OpenApi, known),
      async (request) => {
        // Without its token no request could follow.
        if (request.operationId === 'revokeThisToken') return
        const { status, text } = await send(request, token)
        counts.set(status, (counts.get(status) ?? 0) + 1)
        const route = ROUTES.find(({ name }) => name === request.operationId)
        if (!route) throw new Error(`${request.operationId} is no route`)
        expect([...route.statuses, ...(route.method === 'GET' ? [304] : []), ...refusalsOf(route)]).toContain(status)
        expect(status).toBeLessThan(500)
        expect(text).not.toMatch(/at .+\.(js|ts):\d+|node_modules|select .* from/i)
      },
    ),
    { numRuns: REQUESTS },
  )
  expect(await ofCleo()).toEqual(before)
  expect([...counts.keys()].filter((status) => status < 300).length).toBeGreaterThan(1)
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const list = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
  process.stdout.write(`   ${total} requests: ${list.join(', ')}\n`)
})

let sent = 0

async function send({ method, path, headers, body }: FuzzRequest, token: string) {
  if (++sent % 300 === 0) await sql('delete from rate_limits')
  return callApi(method, path, { token, headers, ...(body !== undefined && { raw: body as BodyInit }) })
}
