import type { Actor } from '@/db/client'
import { stage } from '@/tests/support/builders/imports'
import { putMovies } from '@/tests/support/builders/movies'
import type { Person } from '@/tests/support/builders/people'
import { callApi, tokenOf, UPLOAD } from './api'

/** Gives a person one of everything that a path names, and returns the parts of the path. */
export async function thingsOf(person: Person & Actor): Promise<Record<string, string>> {
  const [one] = await putMovies(person, person.bucketId, [{}])
  const made = await callApi('POST', '/groups', { token: await tokenOf(person.userId), body: { name: 'Film Club' } })
  const importId = await stage(person, person.bucketId, UPLOAD.raw)
  const { bucketId, userId } = person
  return { bucketId, movieId: one?.id ?? '', groupId: String(made.json.id), userId, importId }
}
