import { inNamed, movieCalls } from '@/app/api/v1/movie-calls'
import { api } from '@/server/api/endpoint'

const { get, put, edit, remove } = movieCalls(inNamed)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getMovie: get,
  putMovie: put,
  editMovie: edit,
  deleteMovie: remove,
})
