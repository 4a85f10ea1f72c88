import { inFirst, movieAnswer, movieCalls } from '@/app/api/v1/movie-calls'
import { inBucketOfMovie } from '@/db/buckets/access'
import { getMovie } from '@/db/movies/read'
import { api } from '@/server/api/endpoint'

const { put, edit, remove } = movieCalls(inFirst)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  findMovie: ({ actor, params: { movieId = '' } }) =>
    inBucketOfMovie(actor, movieId, async (access) => movieAnswer(await getMovie(access, movieId))),
  putMyMovie: put,
  editMyMovie: edit,
  deleteMyMovie: remove,
})
