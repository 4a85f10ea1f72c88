import 'server-only'
import { inBucket, inBucketOfMovie, inFirstBucket } from '@/db/buckets/access'
import { runOnce } from '@/db/idempotency'
import { addMovie } from '@/db/movies/add'
import { patchMovie } from '@/db/movies/patch'
import { putMovie } from '@/db/movies/put'
import { getMovie } from '@/db/movies/read'
import { restoreMovie, trashMovie } from '@/db/movies/trash'
import type { WriteOutcome } from '@/domain/movies/change'
import type { Movie } from '@/domain/movies/movie'
import { readOneLine } from '@/domain/movies/one-line'
import { moviePatchSchema, movieSchema } from '@/domain/movies/schema'
import type { Answer } from './answer'
import { type Endpoint, endpoint } from './endpoint'
import { answerMovie, movieAnswer, showMovie } from './movie-answer'
import { movieListRoute, type OpenBucket } from './movie-list'
import { misfit, notFound, Problem } from './problem'
import { versionsOf } from './request'
import { named } from './schema'

const movieValues = named('MovieValues', movieSchema)
const movieChanges = named('MovieChanges', moviePatchSchema.meta({ minProperties: 1 }))

/** The movies of some routes: below which path they lie, what the routes are called, and how a bucket is opened. */
type Place = {
  path: string
  my: '' | 'My'
  aboutList: string
  aboutAdd: string
  get: { name: string; about: string; open: OpenBucket }
  open: OpenBucket
}

function routesAt({ path, my, aboutList, aboutAdd, get, open }: Place): Endpoint[] {
  return [
    movieListRoute({ name: `list${my}Movies`, path, about: aboutList }, open),
    endpoint(
      {
        name: `add${my}Movie`,
        method: 'POST',
        path,
        about: aboutAdd,
        scope: 'write',
        operation: 'addMovies',
        body: movieValues,
        text: readLineOfMovie,
        answer: movieAnswer,
        statuses: [201],
      },
      (call) =>
        open(call, 'addMovies', async (access) => {
          const added = await runOnce(access.db, call.once, async () => {
            const { movie } = await addMovie(access, call.body)
            return created(movie, `${call.url.pathname}/${movie.id}`)
          })
          return added.answer
        }),
    ),
    endpoint(
      {
        name: get.name,
        method: 'GET',
        path: `${path}/{movieId}`,
        about: get.about,
        scope: 'read',
        operation: 'readMovies',
        answer: movieAnswer,
        statuses: [200],
      },
      (call) =>
        get.open(call, 'readMovies', async (access) =>
          answerMovie(showMovie(access, await getMovie(access, call.params.movieId), call.params)),
        ),
    ),
    endpoint(
      {
        name: `put${my}Movie`,
        method: 'PUT',
        path: `${path}/{movieId}`,
        about: 'Replaces a movie, or adds it under an id that you choose (a uuid)',
        scope: 'write',
        operation: 'editMovies',
        body: movieValues,
        answer: movieAnswer,
        statuses: [200, 201],
        ifMatch: true,
        conflicts: true,
      },
      (call) =>
        open(call, 'editMovies', async (access) => {
          const when = {
            versions: versionsOf(call.ifMatch),
            mustExist: call.ifMatch === 'any',
            mustBeNew: call.ifNoneMatch === 'any',
          }
          const written = await putMovie(access, call.params.movieId, call.body, when)
          if (written.status === 'gone') throw stale(null)
          const movie = requireWritten(written)
          return written.status === 'added' ? created(movie, call.url.pathname) : answerMovie(movie)
        }),
    ),
    endpoint(
      {
        name: `edit${my}Movie`,
        method: 'PATCH',
        path: `${path}/{movieId}`,
        about: 'Sets some fields of a movie',
        scope: 'write',
        operation: 'editMovies',
        body: movieChanges,
        answer: movieAnswer,
        statuses: [200],
        ifMatch: true,
      },
      (call) =>
        open(call, 'editMovies', async (access) =>
          answerMovie(
            requireWritten(await patchMovie(access, call.params.movieId, call.body, versionsOf(call.ifMatch))),
          ),
        ),
    ),
    endpoint(
      {
        name: `delete${my}Movie`,
        method: 'DELETE',
        path: `${path}/{movieId}`,
        about: 'Moves a movie to the trash for 30 days',
        scope: 'write',
        operation: 'deleteMovies',
        answer: null,
        statuses: [204],
        ifMatch: true,
      },
      (call) =>
        open(call, 'deleteMovies', async (access) => {
          requireWritten(await trashMovie(access, call.params.movieId, versionsOf(call.ifMatch)))
          return {}
        }),
    ),
    endpoint(
      {
        name: `restore${my}Movie`,
        method: 'POST',
        path: `${path}/{movieId}/restore`,
        about: 'Restores a movie from the trash; 200 if it was not in there',
        scope: 'write',
        operation: 'restoreMovies',
        answer: movieAnswer,
        statuses: [201, 200],
      },
      (call) =>
        open(call, 'restoreMovies', async (access) => {
          const restored = await runOnce(access.db, call.once, async () => {
            const written = await restoreMovie(access, call.params.movieId)
            const movie = requireWritten(written)
            const path = call.url.pathname.replace(/\/restore$/, '')
            return written.status === 'added' ? created(movie, path) : { ...answerMovie(movie), status: 200 }
          })
          return restored.answer
        }),
    ),
  ]
}

const openNamed: OpenBucket = ({ actor, params }, operation, work) => inBucket(actor, params.bucketId, operation, work)
const openFirst: OpenBucket = ({ actor }, operation, work) => inFirstBucket(actor, operation, work)

/** The routes of movies: in the bucket that the path names, and in the caller's first own bucket. */
export const movieRoutes = [
  ...routesAt({
    path: '/buckets/{bucketId}/movies',
    my: '',
    aboutList: 'A page of movies; as text/csv, all that match',
    aboutAdd: 'Adds a movie; as text/plain, from one line such as `Alien 1979 dvd 117 5`',
    get: { name: 'getMovie', about: 'One movie', open: openNamed },
    open: openNamed,
  }),
  ...routesAt({
    path: '/movies',
    my: 'My',
    aboutList: 'A page of movies of your first own bucket; as text/csv, all that match',
    aboutAdd: 'Adds a movie to your first own bucket; as text/plain, from one line',
    get: {
      name: 'findMovie',
      about: 'One movie of any bucket you can see',
      open: ({ actor, params }, _, work) => inBucketOfMovie(actor, params.movieId, work),
    },
    open: openFirst,
  }),
]

/** One line of text as the fields of a movie; numbers that are none are left to the rules of movies. */
function readLineOfMovie(text: string): unknown {
  const line = text.trim()
  if (/[\r\n]/.test(line)) throw misfit([{ field: '', code: 'invalid', message: SEVERAL_LINES }])
  const { length, releaseYear, rating, ...said } = readOneLine(line, new Date().getFullYear() + 1)
  return {
    ...said,
    ...(length && { length: Number(length) }),
    ...(releaseYear && { releaseYear: Number(releaseYear) }),
    ...(rating && { rating: Number(rating) }),
  }
}

const SEVERAL_LINES = 'Send one line for one movie. For a list, use the route of imports.'

function created(movie: Movie, path: string): Answer {
  return { ...answerMovie(movie), status: 201, headers: { location: path } }
}

/** The movie as it is now; 412 with it if the caller knew another version, 404 if there is none. */
function requireWritten(outcome: WriteOutcome): Movie {
  if (outcome.status === 'conflict') throw stale(outcome.movie)
  if (outcome.status === 'gone') throw notFound()
  return outcome.movie
}

function stale(movie: Movie | null): Problem {
  const message = movie
    ? `The movie is at version ${movie.version} now, so nothing was changed.`
    : 'There is no such movie to change.'
  const headers = movie ? { etag: `"${movie.version}"` } : undefined
  return new Problem(412, 'stale', message, { movie, headers })
}
