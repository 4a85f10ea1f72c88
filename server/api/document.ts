import 'server-only'
import { publicOrigin } from '@/server/environment'
import { type ApiRoute, endpoint } from './endpoint'
import { describeApi } from './openapi'

/** The route that describes all routes, itself too. */
export function documentRoute(listRoutes: () => readonly ApiRoute[]) {
  let described: object | undefined
  return endpoint(
    {
      name: 'getDocument',
      method: 'GET',
      path: '/openapi.json',
      about: 'This API as an OpenAPI 3.1 document',
      scope: null,
      operation: null,
      answer: 'document',
      statuses: [200],
    },
    async () => {
      described ??= describeApi(listRoutes(), publicOrigin())
      return { body: described }
    },
  )
}
