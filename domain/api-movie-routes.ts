import { listQuery } from './api-query'
import type { ApiRoute } from './api-route'
import * as s from './api-schemas'

/** What is done to the movies of one bucket, whose list is at this path. */
export const movies = (path: string) =>
  ({
    list: {
      method: 'GET',
      path,
      about: 'A page of movies',
      scope: 'read',
      operation: 'readMovies',
      query: listQuery,
      answer: s.moviePage,
      statuses: [200],
    },
    add: {
      method: 'POST',
      path,
      about: 'Adds a movie',
      scope: 'write',
      operation: 'addMovies',
      body: s.movieValues,
      answer: s.movieAnswer,
      statuses: [201],
    },
    get: {
      method: 'GET',
      path: `${path}/{movieId}`,
      about: 'One movie',
      scope: 'read',
      operation: 'readMovies',
      answer: s.movieAnswer,
      statuses: [200],
    },
    put: {
      method: 'PUT',
      path: `${path}/{movieId}`,
      about: 'Replaces a movie, or adds it under an id of the client’s own (a uuid)',
      scope: 'write',
      operation: 'editMovies',
      body: s.movieValues,
      answer: s.movieAnswer,
      statuses: [200, 201],
      ifMatch: true,
      conflicts: true,
    },
    edit: {
      method: 'PATCH',
      path: `${path}/{movieId}`,
      about: 'Sets some fields of a movie',
      scope: 'write',
      operation: 'editMovies',
      body: s.movieChanges,
      answer: s.movieAnswer,
      statuses: [200],
      ifMatch: true,
    },
    remove: {
      method: 'DELETE',
      path: `${path}/{movieId}`,
      about: 'Puts a movie into the trash, for 30 days',
      scope: 'write',
      operation: 'deleteMovies',
      answer: null,
      statuses: [204],
      ifMatch: true,
    },
    restore: {
      method: 'POST',
      path: `${path}/{movieId}/restore`,
      about: 'Takes a movie out of the trash; 200 if it was not in there',
      scope: 'write',
      operation: 'restoreMovies',
      answer: s.movieAnswer,
      statuses: [201, 200],
    },
  }) as const satisfies Record<string, ApiRoute>
