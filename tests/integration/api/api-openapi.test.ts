import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { describeApi } from '@/server/api/openapi'
import { ROUTES } from '@/server/api/router'
import { callApi } from '@/tests/support/api/api'

type Document = { paths: Record<string, Record<string, { operationId?: string; responses: object }>> }

it('is OpenAPI 3.1 to an independent validator, and needs no token', async () => {
  const { status, json, headers } = await callApi('GET', '/openapi.json')
  expect(status).toBe(200)
  const validator = new Validator()
  const { valid, errors } = await validator.validate(json)
  expect(errors ?? []).toEqual([])
  expect([valid, validator.version, json.openapi]).toEqual([true, '3.1', '3.1.0'])
  const again = await callApi('GET', '/openapi.json', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
  expect([again.status, again.text]).toEqual([304, ''])
})

it('has no broken reference', () => {
  const document = describeApi(ROUTES, 'http://localhost:3000') as Record<string, unknown>
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
  expect(references.length).toBeGreaterThan(50)
  for (const path of references) {
    const found = path.split('/').reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], document)
    expect(found, path).toBeTypeOf('object')
  }
})

it('has every route, each with a unique name', () => {
  const { paths } = describeApi(ROUTES, 'http://localhost:3000') as unknown as Document
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).flatMap((method) => (method === 'parameters' ? [] : [`${method.toUpperCase()} ${path}`])),
  )
  expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort())
  expect(new Set(ROUTES.map(({ name }) => name)).size).toBe(ROUTES.length)
})

it.each(ROUTES)('$method $path is answered by the router', async ({ method, path }) => {
  const concrete = path.replace(/\{\w+\}/g, 'x')
  const { headers } = await callApi('OPTIONS', concrete)
  expect(headers.get('allow')?.split(', ')).toContain(method)
  const unknown = await callApi(method, concrete, { token: 'mb_unknown' })
  expect(unknown.status).toBe(path === '/openapi.json' ? 200 : 401)
})
