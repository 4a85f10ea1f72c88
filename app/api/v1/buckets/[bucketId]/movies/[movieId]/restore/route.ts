import { inNamed, movieCalls } from '@/app/api/v1/movie-calls'
import { api } from '@/server/api/endpoint'

const { restore } = movieCalls(inNamed)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({ restoreMovie: restore })
