import { api } from '@/app/_server/api/endpoint'
import { inFirst, movieCalls } from '@/app/api/v1/movie-calls'

const { restore } = movieCalls(inFirst)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({ restoreMyMovie: restore })
