import { bucketRoutes } from './bucket-routes'
import { groupRoutes } from './group-routes'
import { movies } from './movie-routes'
import type { ApiRoute } from './route'
import * as s from './schemas'

const inBucket = movies('/buckets/{bucketId}/movies')
const inFirst = movies('/movies')

/**
 * Everything the API does: the handlers in app/api/v1, the OpenAPI document and the tests are made from it.
 */
export const API_ROUTES = {
  ...bucketRoutes,
  listMovies: inBucket.list,
  addMovie: inBucket.add,
  getMovie: inBucket.get,
  putMovie: inBucket.put,
  editMovie: inBucket.edit,
  deleteMovie: inBucket.remove,
  restoreMovie: inBucket.restore,
  listMyMovies: { ...inFirst.list, about: 'A page of movies of one’s first own bucket; as text/csv all that match' },
  addMyMovie: { ...inFirst.add, about: 'Adds a movie to one’s first own bucket' },
  findMovie: { ...inFirst.get, about: 'One movie of any bucket one can see' },
  putMyMovie: inFirst.put,
  editMyMovie: inFirst.edit,
  deleteMyMovie: inFirst.remove,
  restoreMyMovie: inFirst.restore,
  ...groupRoutes,
  getMe: {
    method: 'GET',
    path: '/me',
    about: 'Who one is, with which scopes',
    scope: 'read',
    operation: null,
    answer: s.meAnswer,
    statuses: [200],
  },
  revokeThisToken: {
    method: 'DELETE',
    path: '/me/tokens/current',
    about: 'Revokes the token that this request was sent with, whatever its scope',
    scope: 'read',
    operation: null,
    answer: null,
    statuses: [204],
  },
  getDocument: {
    method: 'GET',
    path: '/openapi.json',
    about: 'This description, OpenAPI 3.1',
    scope: null,
    operation: null,
    answer: 'document',
    statuses: [200],
  },
} as const satisfies Record<string, ApiRoute>

export type ApiRouteName = keyof typeof API_ROUTES
