import { api } from '@/app/_server/api/endpoint'
import { inNamed, movieCalls } from '@/app/api/v1/movie-calls'

const { list, add } = movieCalls(inNamed)

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({ listMovies: list, addMovie: add })
