import 'server-only'
import { type Access, inBucket, inFirstBucket } from '@/db/buckets/access'
import { runOnce } from '@/db/idempotency'
import { addMovie } from '@/db/movies/add'
import { patchMovie } from '@/db/movies/patch'
import { putMovie } from '@/db/movies/put'
import { countMatching, getMovie, listMovies } from '@/db/movies/read'
import { restoreMovie, trashMovie } from '@/db/movies/trash'
import { versionsOf } from '@/domain/api/entity-tag'
import { Problem } from '@/domain/api/problem'
import { type ListQuery, readListQuery, readWholeQuery, writeApiCursor } from '@/domain/api/query'
import { EXPORT_WRITERS } from '@/domain/export/formats'
import type { WriteOutcome } from '@/domain/movies/change'
import type { Movie, MoviePatch, MovieValues } from '@/domain/movies/movie'
import { AppError } from '@/domain/result'
import type { Operation } from '@/domain/sharing/roles'
import type { Call } from '@/server/api/endpoint'
import { CSV_TYPE } from '@/server/api/headers'
import type { Answer } from '@/server/api/respond'
import { publicOrigin } from '@/server/environment'
import { exportText } from '@/server/export/export-text'

type Where = Pick<Call, 'actor' | 'params'>
type Open = <T>(where: Where, operation: Operation, work: (access: Access) => Promise<T>) => Promise<T>

/** The bucket that the path names. */
export const inNamed: Open = ({ actor, params }, operation, work) =>
  inBucket(actor, params.bucketId ?? '', operation, work)

/** One's first own bucket, for the paths that name none. */
export const inFirst: Open = ({ actor }, operation, work) => inFirstBucket(actor, operation, work)

const idOf = ({ params }: Where) => params.movieId ?? ''

/** One movie, its version the entity tag. */
export function movieAnswer(movie: Movie): Answer {
  return { body: movie, tag: String(movie.version) }
}

/** The calls on the movies of a bucket, however that is found. */
export function movieCalls(open: Open) {
  async function listAsCsv(call: Call<ListQuery>): Promise<Answer> {
    const search = readWholeQuery(call.query)
    // A public page is read by its key, page after page; one's first bucket has no address yet.
    const address = call.params.bucketId ?? (await open(call, 'readMovies', async ({ bucket }) => bucket.id))
    const pieces = exportText({ actor: call.actor, address, search }, 'csv')
    return { text: { mediaType: EXPORT_WRITERS.csv.mediaType, pieces } }
  }

  return {
    list: (call: Call<ListQuery>) => {
      if (call.type === CSV_TYPE) return listAsCsv(call)
      const { search, limit, count } = readListQuery(call.query)
      return open(call, 'readMovies', async (access): Promise<Answer> => {
        const page = await listMovies(access, search, limit)
        const nextCursor = page.next && writeApiCursor(page.next, search.sort)
        const total = count ? { total: await countMatching(access, search) } : {}
        const link = nextCursor && { link: `<${nextHref(call.url, nextCursor)}>; rel="next"` }
        return { body: { data: page.movies, nextCursor, ...total }, headers: { ...link } }
      })
    },

    add: (call: Call<undefined, MovieValues>) =>
      open(call, 'addMovies', async (access) => {
        const added = await runOnce(access.db, call.once, async () => {
          const { movie } = await addMovie(access, call.body)
          return created(movie, `${call.url.pathname}/${movie.id}`)
        })
        return added.answer
      }),

    get: (call: Call) => open(call, 'readMovies', async (access) => movieAnswer(await getMovie(access, idOf(call)))),

    put: (call: Call<undefined, MovieValues>) =>
      open(call, 'editMovies', async (access) => {
        const when = {
          versions: versionsOf(call.ifMatch),
          mustExist: call.ifMatch === 'any',
          mustBeNew: call.ifNoneMatch === 'any',
        }
        const written = await putMovie(access, idOf(call), call.body, when)
        if (written.status === 'gone') throw stale(null)
        const movie = currentMovie(written)
        return written.status === 'added' ? created(movie, call.url.pathname) : movieAnswer(movie)
      }),

    edit: (call: Call<undefined, MoviePatch>) =>
      open(call, 'editMovies', async (access) =>
        movieAnswer(currentMovie(await patchMovie(access, idOf(call), call.body, versionsOf(call.ifMatch)))),
      ),

    remove: (call: Call) =>
      open(call, 'deleteMovies', async (access): Promise<Answer> => {
        currentMovie(await trashMovie(access, idOf(call), versionsOf(call.ifMatch)))
        return {}
      }),

    restore: (call: Call) =>
      open(call, 'restoreMovies', async (access) => {
        const restored = await runOnce(access.db, call.once, async () => {
          const written = await restoreMovie(access, idOf(call))
          const movie = currentMovie(written)
          const path = call.url.pathname.replace(/\/restore$/, '')
          return written.status === 'added' ? created(movie, path) : { ...movieAnswer(movie), status: 200 }
        })
        return restored.answer
      }),
  }
}

function created(movie: Movie, path: string): Answer {
  return { ...movieAnswer(movie), status: 201, headers: { location: path } }
}

/** The movie as it is now; 412 with it if the caller knew another version, 404 if there is none. */
function currentMovie(outcome: WriteOutcome): Movie {
  if (outcome.status === 'conflict') throw stale(outcome.movie)
  if (outcome.status === 'gone') throw new AppError('not_found', 'This movie does not exist, or it is in the trash.')
  return outcome.movie
}

function stale(movie: Movie | null): Problem {
  const message = movie
    ? `The movie is at version ${movie.version} now, so nothing was changed.`
    : 'There is no such movie to change.'
  const headers = movie ? { etag: `"${movie.version}"` } : undefined
  return new Problem(412, 'stale', message, { movie, headers })
}

function nextHref(url: URL, cursor: string): string {
  const next = new URL(url.pathname + url.search, publicOrigin())
  next.searchParams.set('cursor', cursor)
  return next.href
}
