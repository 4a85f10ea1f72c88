import 'server-only'
import type { Actor } from '@/db/client'
import { type ExportedBucket, listMoviesById, listOwnBuckets } from '@/db/export'
import type { Movie } from '@/domain/movie'

/** Everything somebody owns as the text of one JSON file, a page of movies at a time; the trash is left out. */
export async function* exportText(actor: Actor, exportedAt: string): AsyncGenerator<string> {
  const buckets = await listOwnBuckets(actor)
  yield `{"format":"moviebucket","version":1,"exportedAt":${JSON.stringify(exportedAt)},"buckets":[`
  for (const [index, bucket] of buckets.entries()) {
    yield `${index > 0 ? ',' : ''}\n${opening(bucket)}`
    let separator = ''
    for await (const movie of allMovies(actor, bucket.id)) {
      yield `${separator}\n${line(movie)}`
      separator = ','
    }
    yield ']}'
  }
  yield '\n]}\n'
}

async function* allMovies(actor: Actor, bucketId: string): AsyncGenerator<Movie> {
  let after: string | undefined
  for (;;) {
    const page = await listMoviesById(actor, bucketId, after)
    yield* page
    after = page.at(-1)?.id
    if (after === undefined) return
  }
}

function opening(bucket: ExportedBucket): string {
  return `${JSON.stringify(bucket).slice(0, -1)},"movies":[`
}

function line({ title, format, length, releaseYear, rating, id, createdAt, updatedAt }: Movie): string {
  return JSON.stringify({ title, format, length, releaseYear, rating, id, createdAt, updatedAt })
}
