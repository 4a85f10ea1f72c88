import { NextRequest } from 'next/server'
import { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '@/app/api/v1/[[...path]]/route'
import { createToken } from '@/db/account/tokens'
import type { TokenScope } from '@/domain/account/token'
import type { ApiRoute } from '@/server/api/endpoint'
import { API_PATH } from '@/server/api/openapi'

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

const HANDLERS = { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT }

/** Sends a request to the API as Next would hand it to the route: `path` follows /api/v1. */
export async function callApi(method: string, path: string, what: What = {}): Promise<Sent> {
  const { token, cookie, body, raw, headers = {} } = what
  const given = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const request = new NextRequest(`${API}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie: `moviebucket.session=${cookie}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(given !== undefined && { body: given, duplex: 'half' }),
  } as ConstructorParameters<typeof NextRequest>[1])
  const response = await HANDLERS[method as keyof typeof HANDLERS](request)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, text, json: isJson && text ? JSON.parse(text) : {} }
}

/** A token of a user, as Settings makes it. */
export async function tokenOf(userId: string, scope: TokenScope = 'write', days = 30): Promise<string> {
  return (await createToken({ userId }, { name: 'tests', scope, days })).token
}

/** A small file, for the route that takes one. */
export const UPLOAD = {
  raw: 'title,format,length,releaseYear,rating\nBrazil,DVD,132,1985,4\n',
  headers: { 'content-type': 'text/csv' },
}

/** A route's path with the parameters filled in. */
export function pathOf({ path }: Pick<ApiRoute, 'path'>, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''))
}
