import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { describeApi } from '@/domain/openapi'
import { root } from '@/scripts/start/project'
import { callApi, ROUTES, routeFiles } from '../support/api'

type Document = { paths: Record<string, Record<string, { operationId?: string; responses: object }>> }

it('is OpenAPI 3.1 to a validator of its own, for anybody to read', async () => {
  const { status, json, headers } = await callApi('GET', '/openapi.json')
  expect(status).toBe(200)
  const validator = new Validator()
  const { valid, errors } = await validator.validate(json)
  expect(errors ?? []).toEqual([])
  expect([valid, validator.version, json.openapi]).toEqual([true, '3.1', '3.1.0'])
  const again = await callApi('GET', '/openapi.json', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
  expect([again.status, again.text]).toEqual([304, ''])
})

it('resolves every reference in it', () => {
  const document = describeApi('http://localhost:3000') as Record<string, unknown>
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
  expect(references.length).toBeGreaterThan(50)
  for (const path of references) {
    const found = path.split('/').reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], document)
    expect(found, path).toBeTypeOf('object')
  }
})

it('has every route of the table, and every file has its routes', () => {
  const { paths } = describeApi('http://localhost:3000') as unknown as Document
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).flatMap((method) => (method === 'parameters' ? [] : [`${method.toUpperCase()} ${path}`])),
  )
  expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort())
  const folders = new Set(ROUTES.map(({ path }) => path.replace(/\{(\w+)\}/g, '[$1]')))
  expect(routeFiles().sort()).toEqual([...folders].sort())
})

it.each(ROUTES)('$method $path is answered by its file, and others are not', async ({ method, path }) => {
  const concrete = path.replace(/\{\w+\}/g, 'x')
  const { headers } = await callApi('OPTIONS', concrete)
  expect(headers.get('allow')?.split(', ')).toContain(method)
  const unknown = await callApi(method, concrete, { token: 'mb_unknown' })
  expect(unknown.status).toBe(path === '/openapi.json' ? 200 : 401)
})

it('makes a TypeScript client that compiles', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'moviebucket-client-'))
  try {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(describeApi('http://localhost:3000')))
    const bin = (path: string) => join(root, 'node_modules', path)
    execFileSync(process.execPath, [bin('openapi-typescript/bin/cli.js'), 'openapi.json', '-o', 'schema.d.ts'], {
      cwd: folder,
      stdio: 'pipe',
    })
    writeFileSync(join(folder, 'client.ts'), CLIENT)
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          target: 'es2022',
          module: 'esnext',
          moduleResolution: 'bundler',
          lib: ['es2022', 'dom', 'dom.iterable'],
          types: [],
          skipLibCheck: true,
          paths: { 'openapi-fetch': [bin('openapi-fetch')] },
        },
        files: ['client.ts'],
      }),
    )
    const compile = () =>
      execFileSync(process.execPath, [bin('typescript/bin/tsc'), '-p', folder], { stdio: 'pipe', encoding: 'utf8' })
    expect(compile()).toBe('')
    writeFileSync(join(folder, 'client.ts'), CLIENT.replace('length: 117', "length: '117'"))
    expect(compile).toThrow()
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const CLIENT = `import createClient from 'openapi-fetch'
import type { paths } from './schema'

export async function run(baseUrl: string, token: string): Promise<number> {
  const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } })
  const made = await client.POST('/movies', {
    body: { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 },
  })
  const id: string = made.data?.id ?? ''
  const list = await client.GET('/movies', { params: { query: { rating: '4-5', limit: 10 } } })
  const titles: string[] = list.data?.data.map((movie) => movie.title) ?? []
  const edited = await client.PATCH('/movies/{movieId}', {
    params: { path: { movieId: id }, header: { 'If-Match': '"1"' } },
    body: { rating: 4 },
  })
  const version: number | undefined = edited.data?.version
  const gone = await client.DELETE('/movies/{movieId}', { params: { path: { movieId: id } } })
  return gone.response.status + titles.length + (version ?? 0)
}
`
