import { api } from '@/app/_server/api/endpoint'
import { importMovies } from '@/app/api/v1/import-calls'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({ importMovies })
