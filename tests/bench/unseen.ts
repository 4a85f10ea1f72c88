import { v7 as newId } from 'uuid'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newPublicKey } from '@/db/ids'
import { inGroup } from '@/db/sharing/groups/access'
import { addGroup } from '@/tests/support/builders/groups'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { compare } from './compare'
import { addNeighbours, fillBucket } from './people'

const ROUNDS = 2000

/** How long the answer “not found” takes for what does not exist, and for what the caller may not see. */
export async function measure(): Promise<void> {
  const [owner, stranger] = [await addPerson('Owner'), await addPerson('Stranger')]
  await fillBucket(owner, owner.bucketId, 10_000)
  const [shut, group] = [newPublicKey(), await addGroup(owner, [owner])]
  await sql('update buckets set public_key = $2 where id = $1', [owner.bucketId, shut])
  await addNeighbours(100)
  await sql('analyze')

  const open = (actor: Actor | null, address: () => string) => () =>
    inBucket(actor, address(), 'readMovies', async () => 'seen').catch(() => 'not found')
  const openGroup = (id: () => string) => () =>
    inGroup(stranger, id(), 'readGroup', async () => 'seen').catch(() => 'not found')
  await compare(
    { 'no such bucket': open(stranger, newId), 'another person’s bucket': open(stranger, () => owner.bucketId) },
    ROUNDS,
  )
  await compare({ 'no such link': open(null, newPublicKey), 'a closed link': open(null, () => shut) }, ROUNDS)
  await compare({ 'no such group': openGroup(newId), 'another person’s group': openGroup(() => group) }, ROUNDS)
}
