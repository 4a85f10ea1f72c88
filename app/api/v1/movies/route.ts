import { inFirst, movieCalls } from '@/app/api/v1/movie-calls'
import { api } from '@/server/api/endpoint'

const { list, add } = movieCalls(inFirst)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({ listMyMovies: list, addMyMovie: add })
