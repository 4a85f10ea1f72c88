import { beforeAll, beforeEach } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { getAudience } from '@/db/sharing/audience'
import { getGrants } from '@/db/sharing/grants'
import { describeAudience } from '@/domain/sharing/audience'
import { addBucket } from '@/tests/support/builders/buckets'
import { addPerson } from '@/tests/support/builders/people'

export type Person = Awaited<ReturnType<typeof addPerson>>
export let ana: Person
export let ben: Person
export let cleo: Person
export let zoe: Person
export let bucketId: string

/** Makes four people, and for each test a private bucket of Ana's. */
export function setUpGrants(): void {
  beforeAll(async () => {
    ana = await addPerson('Ana')
    ben = await addPerson('Ben')
    cleo = await addPerson('Cleo')
    zoe = await addPerson('Zoe')
  })
  beforeEach(async () => {
    bucketId = await addBucket(ana)
  })
}

export const sentence = (actor: Actor | null, address = bucketId) =>
  inBucket(actor, address, 'readMovies', async (access) => describeAudience(await getAudience(access)))
export const grantsOfAna = () => inBucket(ana, bucketId, 'readSharing', getGrants)
export const change = <T>(work: (access: Access) => Promise<T>) => inBucket(ana, bucketId, 'changeSharing', work)
