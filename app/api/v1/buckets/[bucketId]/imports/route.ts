import { importMovies } from '@/app/api/v1/import-calls'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({ importMovies })
