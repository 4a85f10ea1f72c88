import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@/scripts/start/project'

const bin = (path: string) => join(root, 'node_modules', path)

/** Makes a TypeScript client of an OpenAPI document with a public generator, and a program that uses it. */
export function makeClient(
  folder: string,
  document: unknown,
): { compile(source?: string): string; run(env: Record<string, string>): string } {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIGURATION))
  execFileSync(process.execPath, [bin('openapi-typescript/bin/cli.js'), 'openapi.json', '-o', 'schema.d.ts'], {
    cwd: folder,
    stdio: 'pipe',
  })
  return {
    compile(source = CLIENT) {
      writeFileSync(join(folder, 'client.ts'), source)
      // What it complains about, if it does, is on its standard output.
      try {
        return execFileSync(process.execPath, [bin('typescript/bin/tsc'), '-p', folder], {
          stdio: 'pipe',
          encoding: 'utf8',
        })
      } catch (error) {
        return String((error as { stdout?: string }).stdout)
      }
    },
    run(env) {
      const args = ['--import', import.meta.resolve('tsx'), join(folder, 'client.ts')]
      return execFileSync(process.execPath, args, {
        cwd: folder,
        env: { ...process.env, NODE_OPTIONS: '', ...env },
        encoding: 'utf8',
      })
    },
  }
}

const CONFIGURATION = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: ['node'],
    skipLibCheck: true,
  },
  files: ['client.ts'],
}

/** Adds, lists, changes and deletes a movie, and prints what came of it. */
export const CLIENT = `import createClient from 'openapi-fetch'
import type { paths } from './schema'

const client = createClient<paths>({
  baseUrl: process.env.BASE_URL,
  headers: { authorization: \`Bearer \${process.env.TOKEN}\` },
})
const made = await client.POST('/movies', {
  body: { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 },
})
const movieId: string = made.data?.id ?? ''
const list = await client.GET('/movies', { params: { query: { rating: '4-5', limit: 10, count: '1' } } })
// As text it would be the CSV.
const page = typeof list.data === 'object' ? list.data : undefined
const titles: string[] = page?.data.map((movie) => movie.title) ?? []
const edited = await client.PATCH('/movies/{movieId}', {
  params: { path: { movieId }, header: { 'If-Match': '"1"' } },
  body: { rating: 4 },
})
const version: number | undefined = edited.data?.version
const stale = await client.PATCH('/movies/{movieId}', {
  params: { path: { movieId }, header: { 'If-Match': '"1"' } },
  body: { rating: 3 },
})
const problem: string | undefined = stale.error?.code
const gone = await client.DELETE('/movies/{movieId}', { params: { path: { movieId } } })
console.log(JSON.stringify({ movieId, titles, total: page?.total, version, problem, gone: gone.response.status }))
`
