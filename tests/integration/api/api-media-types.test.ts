import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROUTES } from '@/server/api/router'
import { callApi, pathOf, tokenOf } from '@/tests/support/api/api'
import { thingsOf } from '@/tests/support/api/things'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

let token: string
let params: Record<string, string>

beforeAll(async () => {
  const ana = await addPerson('Ana')
  token = await tokenOf(ana.userId)
  params = await thingsOf(ana)
})

beforeEach(() => sql('delete from rate_limits'))

const JSON_UTF8 = 'application/json; charset=utf-8'
const CSV_UTF8 = 'text/csv; charset=utf-8; header=present'
const PROBLEM = 'application/problem+json'
const ACCEPTS = ['application/json', 'text/csv', 'text/html', '*/*']
const METHODS = ['GET', 'HEAD', 'OPTIONS']

const cases = [...new Set(ROUTES.map(({ path }) => path))].flatMap((path) =>
  ACCEPTS.flatMap((accept) => METHODS.map((method) => ({ path, accept, method }))),
)

/** What a path has for a method and a type: the status, and the type of a body if there is one. */
function expected({ path, accept, method }: (typeof cases)[number]): [status: number, type: string | null] {
  const get = ROUTES.find((route) => route.path === path && route.method === 'GET')
  if (method === 'OPTIONS') return [204, null]
  if (!get) return [405, PROBLEM]
  if (accept === 'text/csv' && get.csv) return [200, CSV_UTF8]
  return accept === 'application/json' || accept === '*/*' ? [200, JSON_UTF8] : [406, PROBLEM]
}

describe('a type and a method', () => {
  it.each(cases)('$method $path as $accept has the answer that the routes promise', async (each) => {
    const { path, accept, method } = each
    const sent = await callApi(method, pathOf({ path }, params), { token, headers: { accept } })
    const [status, type] = expected(each)
    expect([sent.status, sent.headers.get('content-type')]).toEqual([status, type])
    expect(sent.text === '').toBe(method !== 'GET')
  })
})

it('a path without parameters gives the same CSV as one with parameters', async () => {
  const headers = { accept: 'text/csv' }
  const named = await callApi('GET', pathOf({ path: '/buckets/{bucketId}/movies' }, params), { token, headers })
  expect(named.text).toContain('Alien')
  expect((await callApi('GET', '/movies', { token, headers })).text).toBe(named.text)
})
