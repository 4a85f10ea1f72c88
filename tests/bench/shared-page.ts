import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newPublicKey } from '@/db/ids'
import { withLastEdits } from '@/db/movies/last-edit'
import { countByMark } from '@/db/movies/rail'
import { listMovies } from '@/db/movies/read'
import { getAudience } from '@/db/sharing/audience'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { compare } from './compare'
import { addNeighbours, fillBucket } from './people'

const MOVIES = 10_000
const ROUNDS = 200

/** What a page of a bucket costs in the database for each way to reach it, against a private bucket of the reader's own. */
export async function measure(): Promise<void> {
  const [owner, byGrant, editor, byGroup, groupEditor] = [
    await addPerson('Owner'),
    await addPerson('Grantee'),
    await addPerson('Editor'),
    await addPerson('Member'),
    await addPerson('EditorMember'),
  ]
  const [own, shared] = [await addBucket(owner), await addBucket(owner)]
  for (const id of [own, shared]) await fillBucket(owner, id, MOVIES)
  const key = newPublicKey()
  await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [shared, key])
  await grant(shared, { user: byGrant }, 'viewer')
  await grant(shared, { user: editor }, 'editor')
  await grant(shared, { groupId: await addGroup(owner, [owner, byGroup]) }, 'viewer')
  await grant(shared, { groupId: await addGroup(owner, [owner, groupEditor]) }, 'editor')
  await addNeighbours(100)
  await sql('analyze')

  const list = (actor: Actor | null, address: string) => () =>
    inBucket(actor, address, 'readMovies', (access) => listMovies(access, EMPTY_SEARCH))
  process.stdout.write(`   100 of ${MOVIES} movies: median, ratio to an own bucket\n`)
  await compare(
    {
      own: list(owner, own),
      'own, shared with others': list(owner, shared),
      'by grant, as viewer': list(byGrant, shared),
      'by grant, as editor': list(editor, shared),
      'by group, as viewer': list(byGroup, shared),
      'by group, as editor': list(groupEditor, shared),
      'public, signed out': list(null, key),
    },
    ROUNDS,
  )

  // All queries of the screen: it asks for the last edits only where several people edit.
  const screen = (actor: Actor, address: string) => () =>
    inBucket(actor, address, 'readMovies', async (access) => {
      const page = await listMovies(access, EMPTY_SEARCH)
      const audience = await getAudience(access)
      if (audience.together) await withLastEdits(access, page)
      await countByMark(access, EMPTY_SEARCH)
    })
  process.stdout.write('\n   the whole screen, with audience, counts and who changed what\n')
  await compare(
    {
      own: screen(owner, own),
      'own, shared with others': screen(owner, shared),
      'by grant, as viewer': screen(byGrant, shared),
      'by grant, as editor': screen(editor, shared),
      'by group, as viewer': screen(byGroup, shared),
      'by group, as editor': screen(groupEditor, shared),
    },
    ROUNDS,
  )
}
