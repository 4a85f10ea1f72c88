import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { patchMovies } from '@/db/movies/patch'
import { trashSelection } from '@/db/movies/selection'
import type { Role } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { correct, stage } from '@/tests/support/builders/imports'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

/** Every kind of person there is, seen from a bucket. */
export const VIEWERS = [
  'owner',
  'editor by grant',
  'editor by group',
  'editor by group, viewer by grant',
  'viewer by grant',
  'viewer by group',
  'owner of the group',
  'former member',
  'visitor, signed in',
  'visitor, signed out',
  'stranger',
  'signed out',
] as const
export type Viewer = (typeof VIEWERS)[number]

/** The role each of them has; none means that the bucket does not exist for them. */
export const ROLE_OF: Record<Viewer, Role | null> = {
  owner: 'owner',
  'editor by grant': 'editor',
  'editor by group': 'editor',
  'editor by group, viewer by grant': 'editor',
  'viewer by grant': 'viewer',
  'viewer by group': 'viewer',
  'owner of the group': null,
  'former member': null,
  'visitor, signed in': 'visitor',
  'visitor, signed out': 'visitor',
  stranger: null,
  'signed out': null,
}

/** A bucket with what operations are done to: a live movie, one in the trash, a change to undo, an import that waits. */
export type Target = {
  bucketId: string
  /** The public page's key; null if there is none. */
  key: string | null
  /** The address in use: visitors come by the key, all others by the id. */
  address: string
  movieId: string
  trashedId: string
  changeId: string
  importId: string
}

export type World = {
  owner: Actor
  target: Record<Viewer, Target>
  actor: Record<Viewer, Person | null>
  /** The id of no bucket: a hidden bucket has to look like this. */
  nowhere: string
}

/** Words in the titles of the buckets, and of their trash: neither may reach a person who may not read them. */
export const SECRET = 'Secret'
export const TRASHED = 'Trashed'

/** Makes a private and an open bucket of one owner, and a person of every kind. */
export async function createWorld(): Promise<World> {
  const owner = await addPerson('Owner')
  const editor = await addPerson('Editor')
  const editorMember = await addPerson('EditorMember')
  const both = await addPerson('Both')
  const viewer = await addPerson('Viewer')
  const viewerMember = await addPerson('ViewerMember')
  const founder = await addPerson('Founder')
  const former = await addPerson('Former')
  const visitor = await addPerson('Visitor')
  const stranger = await addPerson('Stranger')

  const shared = await addBucket(owner)
  const open = await addBucket(owner, { visibility: 'everyone' })
  const editors = await addGroup(founder, [editorMember, both])
  const viewers = await addGroup(founder, [viewerMember, former])
  await sql('delete from group_members where group_id = $1 and user_id = $2', [viewers, former.userId])
  await grant(shared, { user: editor }, 'editor')
  await grant(shared, { user: viewer }, 'viewer')
  await grant(shared, { user: both }, 'viewer')
  await grant(shared, { groupId: editors }, 'editor')
  await grant(shared, { groupId: viewers }, 'viewer')
  await sql("insert into deployment (secret_fingerprint) values ('of a secret') on conflict do nothing")
  await sql('insert into rate_limits (key, window_start, count) values ($1, now(), 1)', [`write:${owner.userId}`])

  const inShared = await furnish(owner, shared)
  const inOpen = await furnish(owner, open)
  await furnish(stranger, stranger.bucketId)
  const actor = {
    owner,
    'editor by grant': editor,
    'editor by group': editorMember,
    'editor by group, viewer by grant': both,
    'viewer by grant': viewer,
    'viewer by group': viewerMember,
    'owner of the group': founder,
    'former member': former,
    'visitor, signed in': visitor,
    'visitor, signed out': null,
    stranger,
    'signed out': null,
  }
  const target = Object.fromEntries(
    VIEWERS.map((viewer) => [viewer, viewer.startsWith('visitor') ? inOpen : inShared]),
  ) as Record<Viewer, Target>
  return { owner, actor, target, nowhere: newId() }
}

async function furnish(owner: Actor, bucketId: string): Promise<Target> {
  const [first, second] = await putMovies(owner, bucketId, [
    { title: `${SECRET} One` },
    { title: `${TRASHED} Two` },
    { title: `${SECRET} Three` },
  ])
  if (!first || !second) throw new Error('no movies were added')
  const importId = await stage(owner, bucketId, IMPORT)
  await correct(owner, bucketId, importId, 2, { length: '90' })
  const target = await inBucket(owner, bucketId, 'editMovies', async (access) => {
    await trashSelection(access, { ids: [second.id] })
    const [edit] = await patchMovies(access, [{ id: first.id, version: 1, changes: { rating: 3 } }])
    if (edit?.status !== 'saved') throw new Error('the edit was not saved')
    const key = access.bucket.publicKey
    const ids = { movieId: first.id, trashedId: second.id, changeId: edit.changeId }
    return { bucketId, key, address: key ?? bucketId, importId, ...ids }
  })
  // As if a part of it had been added before: the change that is there to undo.
  await sql(
    "update imports set parts = jsonb_build_array(jsonb_build_object('changeId', $2::text, 'count', 1)) where id = $1",
    [importId, target.changeId],
  )
  return target
}

// One row that a fix made ready, one with a fault, one that is in the bucket already.
const IMPORT = `title,format,length,releaseYear,rating
${SECRET} Fixed,DVD,,1980,4
${SECRET} Wrong,DVD,501,1980,4
${SECRET} One,DVD,117,1979,4
`
