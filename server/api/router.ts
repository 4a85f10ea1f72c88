import 'server-only'
import { type Context, Hono } from 'hono'
import { bucketRoutes } from './buckets'
import { identify } from './caller'
import { documentRoute } from './document'
import { type Endpoint, exchange, serve } from './endpoint'
import { grantRoutes } from './grants'
import { groupRoutes } from './groups'
import { importRoutes } from './imports'
import { meRoutes } from './me'
import { memberRoutes } from './members'
import { movieRoutes } from './movies'
import { API_PATH } from './openapi'
import { notFound, Problem } from './problem'
import { statsRoutes } from './stats'

/** Everything the API does. */
export const ROUTES: readonly Endpoint[] = [
  ...bucketRoutes,
  ...grantRoutes,
  ...statsRoutes,
  ...importRoutes,
  ...movieRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...meRoutes,
  documentRoute(() => ROUTES),
]

const ALL_METHODS = 'GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS'

const router = new Hono().basePath(API_PATH)
for (const route of ROUTES)
  router.on(route.method, patternOf(route.path), ({ req }) => serve(route, req.raw, req.param()))
for (const path of new Set(ROUTES.map((route) => route.path))) {
  const allow = allowedAt(path)
  router.options(patternOf(path), (context) => listMethods(context, allow))
  router.all(patternOf(path), (context) => refuseMethod(context, allow))
}
router.options('*', (context) => listMethods(context, ALL_METHODS))
router.notFound(({ req }) =>
  exchange('nothing', req.raw, async () => {
    await identify(req.raw, 'read')
    throw notFound()
  }),
)

/** Answers a request to the API: HEAD as GET without a body, every other method and address with a refusal. */
export async function answerApi(request: Request): Promise<Response> {
  return router.fetch(request)
}

function patternOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

function allowedAt(path: string): string {
  const methods = ROUTES.filter((route) => route.path === path).map(({ method }) => method)
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

function listMethods({ req }: Context, allow: string): Promise<Response> {
  return exchange(
    'options',
    req.raw,
    async (headers) => new Response(null, { status: 204, headers: { ...headers, allow } }),
  )
}

function refuseMethod({ req }: Context, allow: string): Promise<Response> {
  return exchange('refused', req.raw, async () => {
    const message = `${req.method} is not allowed here. Allowed: ${allow}.`
    throw new Problem(405, 'method_not_allowed', message, { headers: { allow } })
  })
}
