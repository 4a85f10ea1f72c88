import { bucketPath, PATHS, publicPath } from '@/domain/paths'
import { addBucket, openToEveryone } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { film } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'

/** A person who uses the product at random: the file of what must hold for them, and where they begin. */
export type Explorer = { name: 'visitor' | 'reader' | 'owner'; path: string; session: string | undefined }

/**
 * Ana owns Amber, which is private, and Cobalt, which has a public page and which Vera reads. Ben owns Ivory, which is
 * private, Olive, which a group without Ana and Vera reads, and Ruby, which Ana and Vera edit.
 */
export async function makeWorld(): Promise<Explorer[]> {
  const [ana, ben, vera, carl] = (await Promise.all(['Ana', 'Ben', 'Vera', 'Carl'].map((name) => addPerson(name)))) as [
    Person,
    Person,
    Person,
    Person,
  ]
  const amber = await fill(ana, 'Amber')
  const cobalt = await fill(ana, 'Cobalt')
  await fill(ben, 'Ivory')
  const olive = await fill(ben, 'Olive')
  const ruby = await fill(ben, 'Ruby')
  await grant(cobalt, { user: vera }, 'viewer')
  await grant(olive, { groupId: await addGroup(ben, [ben, carl]) }, 'viewer')
  for (const user of [ana, vera]) await grant(ruby, { user }, 'editor')
  const key = await openToEveryone(cobalt)
  // The owner comes last: they may delete what the others read.
  return [
    { name: 'visitor', path: publicPath(key), session: undefined },
    { name: 'reader', path: PATHS.shared, session: vera.token },
    { name: 'owner', path: bucketPath(amber), session: ana.token },
  ]
}

async function fill(owner: Person, name: string): Promise<string> {
  const id = await addBucket(owner, { name })
  const films = [1, 2, 3, 4].map((n) => film(`${name} reel ${n}`, n > 2 ? 'DVD' : 'VHS', 80 + n, 1960 + 10 * n, n))
  await putMovies(owner, id, films)
  return id
}
