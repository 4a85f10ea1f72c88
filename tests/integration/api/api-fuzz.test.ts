import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { describeApi } from '@/server/api/openapi'
import { refusalsOf } from '@/server/api/refusals'
import { ROUTES } from '@/server/api/router'
import { callApi, tokenOf } from '@/tests/support/api/api'
import { type FuzzRequest, type OpenApi, requestsOf } from '@/tests/support/api/api-arbitraries'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { stage } from '@/tests/support/builders/imports'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const REQUESTS = 1500
/** How many requests people, buckets and movies last. */
const SHIFT = 30

it(`${REQUESTS} requests made from the description get no answer of 500 or more, and none that is not described`, {
  timeout: 240_000,
}, async () => {
  let world = await makeWorld()
  let worn = 0
  const cleo = await addPerson('Cleo')
  await putMovies(cleo, cleo.bucketId, [{}, {}])
  // Her bucket is shared with no one: no request may change it.
  const ofCleo = () => sql('select * from movies where bucket_id = $1 order by id', [cleo.bucketId])
  const before = await ofCleo()
  const counts = new Map<number, number>()

  await fc.assert(
    fc.asyncProperty(
      requestsOf(describeApi(ROUTES, 'http://localhost:3000') as unknown as OpenApi, PLACES),
      async (request) => {
        // Without its token no request could follow.
        if (request.operationId === 'revokeThisToken') return
        if (worn++ > SHIFT) {
          await sql('delete from rate_limits')
          world = await makeWorld()
          worn = 0
        }
        const { status, text } = await send(request, world, cleo.bucketId)
        // A deleted one would be 404 from now on.
        if (request.method === 'DELETE' && status < 300) worn = SHIFT + 1
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
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const list = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
  process.stdout.write(`   ${total} requests: ${list.join(', ')}\n`)
  // Requests that are turned away at once find nothing.
  const turnedAway = (counts.get(404) ?? 0) + (counts.get(422) ?? 0) + (counts.get(400) ?? 0)
  expect(turnedAway).toBeLessThan(total / 2)
})

type World = Awaited<ReturnType<typeof makeWorld>>
const PLACES = 4

/** Ana with a token, and the places that she can reach: her bucket, a movie in its trash, one she edits, one she reads. */
async function makeWorld() {
  const [ana, bob] = [await addPerson('Ana'), await addPerson('Bob')]
  const viewed = await addBucket(bob)
  const [mine, theirs, read] = [
    await putMovies(ana, ana.bucketId, [{}, {}, {}]),
    await putMovies(bob, bob.bucketId, [{}]),
    await putMovies(bob, viewed, [{}]),
  ]
  await grant(bob.bucketId, { user: ana }, 'editor')
  await grant(viewed, { user: ana }, 'viewer')
  const [live, trashed] = mine
  await sql('update movies set deleted_at = now(), deleted_by = $2 where id = $1', [trashed?.id, ana.userId])
  const importId = await stage(ana, ana.bucketId, 'title,format,length,releaseYear,rating\nBrazil,DVD,132,1985,4\n')
  const club = { groupId: await addGroup(ana, [ana, bob]), userId: bob.userId, importId }
  const places: Record<string, string>[] = [
    { ...club, bucketId: ana.bucketId, movieId: live?.id ?? '' },
    { ...club, bucketId: ana.bucketId, movieId: trashed?.id ?? '' },
    { ...club, bucketId: bob.bucketId, movieId: theirs[0]?.id ?? '' },
    { ...club, bucketId: viewed, movieId: read[0]?.id ?? '' },
  ]
  return { token: await tokenOf(ana.userId), places }
}

let sent = 0

async function send({ method, path, headers, body, placeAt }: FuzzRequest, { token, places }: World, hidden: string) {
  // Now and then, a bucket that she does not see.
  const place = { ...places[placeAt], ...(++sent % 20 === 0 && { bucketId: hidden }) }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name) => place[name as keyof typeof place] ?? whole)
  const raw = typeof body === 'string' ? fill(body) : body
  return callApi(method, fill(path), { token, headers, ...(raw !== undefined && { raw: raw as BodyInit }) })
}
