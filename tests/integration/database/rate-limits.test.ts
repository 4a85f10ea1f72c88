import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { GET as exportPublicPage } from '@/app/p/[key]/export/route'
import { GET as drawPublicPage } from '@/app/p/[key]/opengraph-image/route'
import { newId } from '@/db/ids'
import { takeRateLimit } from '@/db/rate-limits'
import { CLIENT_HEADER } from '@/server/client-address'
import { addBucket } from '@/tests/support/builders/buckets'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { send } from '@/tests/support/next/send'

async function openBucket(owner: Person): Promise<{ id: string; key: string }> {
  const id = await addBucket(owner, { visibility: 'everyone' })
  const [bucket] = await sql<{ public_key: string }>('select public_key from buckets where id = $1', [id])
  return { id, key: bucket?.public_key ?? '' }
}

const age = (key: string, interval: string) =>
  sql('update rate_limits set window_start = window_start - $2::interval where key = $1', [key, interval])

describe('a rate limit', () => {
  it('lets as many through as it says and then tells how long to wait', async () => {
    const key = newId()
    for (let request = 0; request < 3; request++) expect(await takeRateLimit(key, 3, 60)).toBe(0)
    const wait = await takeRateLimit(key, 3, 60)
    expect(wait).toBeGreaterThan(55)
    expect(wait).toBeLessThanOrEqual(60)
    await age(key, '50 seconds')
    expect(await takeRateLimit(key, 3, 60)).toBeLessThanOrEqual(10)
  })

  it('begins anew when its window is over', async () => {
    const key = newId()
    await takeRateLimit(key, 1, 60)
    await age(key, '50 seconds')
    expect(await takeRateLimit(key, 1, 60)).toBeGreaterThan(0)
    await age(key, '10 seconds')
    expect(await takeRateLimit(key, 1, 60)).toBe(0)
    expect(await takeRateLimit(key, 1, 60)).toBeGreaterThan(50)
  })

  it('counts each key by itself', async () => {
    const [a, b] = [newId(), newId()]
    expect(await takeRateLimit(a, 1, 60)).toBe(0)
    expect(await takeRateLimit(b, 1, 60)).toBe(0)
    expect(await takeRateLimit(a, 1, 60)).toBeGreaterThan(0)
  })

  it('counts every one of many at once', async () => {
    const key = newId()
    const waits = await Promise.all(Array.from({ length: 50 }, () => takeRateLimit(key, 20, 60)))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20)
  })

  it('of a public page’s files and pictures is of one address and of one bucket', async () => {
    const ana = await addPerson('Ana')
    const [first, second] = [await openBucket(ana), await openBucket(ana)]
    for (const [what, get, most] of [
      ['export', exportPublicPage, 15],
      ['sharePicture', drawPublicPage, 20],
    ] as const) {
      const ask = (address: string, { key }: { key: string }) =>
        send({ headers: { [CLIENT_HEADER]: address } }, async () => {
          const request = new NextRequest('http://localhost:3000/')
          return (await get(request, { params: Promise.resolve({ key }) })).status
        })
      await takeRateLimit(`${what}:203.0.113.5`, most, 60, most)
      expect(await ask('203.0.113.5', first), what).toBe(429)
      expect(await ask('203.0.113.6', first), what).toBe(200)
      await takeRateLimit(`${what}:${first.id}`, 60, 60, 59)
      expect(await ask('203.0.113.6', first), what).toBe(429)
      expect(await ask('203.0.113.6', second), what).toBe(200)
    }
  })

  it('of a route tells a client how long to wait', async () => {
    const bucket = await openBucket(await addPerson('Ana'))
    const key = `export:${bucket.id}`
    await takeRateLimit(key, 60, 60, 60)
    await age(key, '10 seconds')
    const refused = await send({}, () =>
      exportPublicPage(new NextRequest('http://localhost:3000/'), {
        params: Promise.resolve({ key: bucket.key }),
      }),
    )
    const wait = Number(refused.headers.get('retry-after'))
    expect(await refused.json()).toMatchObject({ status: 429, detail: expect.stringContaining(`in ${wait} seconds`) })
    expect(wait).toBeGreaterThan(2)
  })
})
