import { NextRequest } from 'next/server'
import { createToken } from '@/db/account/tokens'
import type { TokenScope } from '@/domain/account/token'
import { API_PATH } from '@/domain/api/openapi'
import type { ApiRoute } from '@/domain/api/route'
import { API_ROUTES, type ApiRouteName } from '@/domain/api/routes'
import type { Handlers } from '@/server/api/endpoint'

/** The address that tests reach the API at. */
export const API = `http://localhost:3000${API_PATH}`

export type Sent = { status: number; headers: Headers; text: string; json: Record<string, unknown> }
type What = {
  token?: string | null
  cookie?: string
  body?: unknown
  /** Sent as it is, in place of `body`. */
  raw?: BodyInit
  headers?: Record<string, string>
}

const files = import.meta.glob<Handlers>('/app/api/v1/**/route.ts')
const HIDDEN = '[[...path]]'

/** Sends a request to the API as Next would hand it to the route's file: `path` follows /api/v1. */
export async function callApi(method: string, path: string, what: What = {}): Promise<Sent> {
  const { token, cookie, body, raw, headers = {} } = what
  const url = new URL(`${API}${path}`)
  const { file, params } = await findFile(url.pathname.slice(API_PATH.length))
  const given = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const request = new NextRequest(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie: `moviebucket.session=${cookie}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(given !== undefined && { body: given, duplex: 'half' }),
  } as ConstructorParameters<typeof NextRequest>[1])
  const handler = file[method as keyof Handlers]
  const response = await handler(request, { params: Promise.resolve(params) })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, text, json: isJson && text ? JSON.parse(text) : {} }
}

/** Every route file of the API, by its folder below app/api/v1, without the one for all other addresses. */
export function routeFiles(): string[] {
  return Object.keys(files)
    .map((file) => file.slice('/app/api/v1'.length, -'/route.ts'.length))
    .filter((folder) => !folder.includes(HIDDEN))
}

async function findFile(path: string): Promise<{ file: Handlers; params: Record<string, string> }> {
  const candidates = [...routeFiles()].sort((a, b) => countParameters(a) - countParameters(b))
  for (const folder of [...candidates, `/${HIDDEN}`]) {
    const pattern = folder
      .replaceAll('.json', '\\.json')
      .replace(/\[{1,2}(\.\.\.)?(\w+)\]{1,2}/g, (_, rest, name) => `(?<${name}>${rest ? '.*' : '[^/]+'})`)
    const match = new RegExp(`^${pattern}$`).exec(path)
    const load = files[`/app/api/v1${folder}/route.ts`]
    if (!match || !load) continue
    const entries = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])
    return { file: await load(), params: Object.fromEntries(entries) }
  }
  throw new Error(`no file answers ${path}`)
}

const countParameters = (folder: string) => folder.split('[').length

/** A token of somebody, as Settings makes it. */
export async function tokenOf(userId: string, scope: TokenScope = 'write', days = 30): Promise<string> {
  return (await createToken({ userId }, { name: 'tests', scope, days })).token
}

/** Every route of the API with its name, for `describe.each`. */
export const ROUTES = (Object.entries(API_ROUTES) as [ApiRouteName, ApiRoute][]).map(([name, route]) => ({
  name,
  ...route,
}))

/** A small file, for the route that takes one. */
export const UPLOAD = {
  raw: 'title,format,length,releaseYear,rating\nBrazil,DVD,132,1985,4\n',
  headers: { 'content-type': 'text/csv' },
}

/** A route's path with the parameters filled in. */
export function pathOf({ path }: Pick<ApiRoute, 'path'>, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''))
}
