import { describe, expect, it } from 'vitest'
import { GENERATED, listProject, listSources, readSource } from '@/tests/support/sources/files'
import { findPaths, isThere, readProse } from '@/tests/support/sources/mentioned-paths'

const project = [...listProject(), ...GENERATED]
/** Names that stand for files which this project does not have, in the rules that forbid them. */
const FORBIDDEN = ['index.ts', 'utils.ts']

const files = listSources('.ts', '.tsx', '.mjs', '.css', '.sql', '.md')
const mentions = files.flatMap((file) => findPaths(readProse(file, readSource(file))).map((path) => ({ file, path })))

describe('comments and documents', () => {
  it('name files and folders', () => {
    expect(mentions.length).toBeGreaterThan(50)
  })

  it('name only what is there', () => {
    const missing = mentions.filter(({ path }) => !FORBIDDEN.includes(path) && !isThere(path, project))
    expect(missing.map(({ file, path }) => `${file} names ${path}`)).toEqual([])
  })
})

describe('a path', () => {
  it.each([
    ['see db/client.ts.', ['db/client.ts']],
    ['(as in domain/title.ts), foldText() in `x.ts`: yes', ['domain/title.ts', 'x.ts']],
    [
      'app/buckets/[bucketId]/page.tsx and db/{movies,search}/',
      ['app/buckets/[bucketId]/page.tsx', 'db/{movies,search}/'],
    ],
    [
      'tests/bench/*/app/… or db/migrations/<number>_name.sql',
      ['tests/bench/*/app/', 'db/migrations/<number>_name.sql'],
    ],
    ['[the map](docs/architecture.md#layers), README.md', ['docs/architecture.md', 'README.md']],
    ['the server/client boundary at https://example.org/app/x.ts, GET /api/v1/movies, and/or 1.5', ['server/client']],
  ])('is found in %j', (text, found) => {
    expect(findPaths(readProse('a.md', text))).toEqual(found)
  })

  it.each([
    ['a.ts', "// see db/a.ts\nconst b = 'db/b.ts' /* db/c.ts */", ['db/a.ts', 'db/c.ts']],
    ['a.sql', "-- see db/a.ts\nselect 'db/b.ts';--> db/c.ts", ['db/a.ts']],
    ['a.css', '/* see db/a.ts\n and db/b.ts */ a { b: url(db/c.css) }', ['db/a.ts', 'db/b.ts']],
  ])('is read in the comments of %s only', (file, text, found) => {
    expect(findPaths(readProse(file, text))).toEqual(found)
  })

  it.each([
    ['db/client.ts', true],
    ['db/client', true],
    ['client.ts', true],
    ['lient.ts', false],
    ['db/', true],
    ['b/', false],
    ['db/movies.ts', false],
    ['db/{client,pool}.ts', true],
    ['app/buckets/[bucketId]/page.tsx', true],
    ['app/**/page.tsx', true],
    ['app/*/page.tsx', false],
    ['app/<noun>/[bucketId]/…', true],
    ['page.ts', false],
  ])('like %s is there: %s', (path, there) => {
    const project = ['db/', 'db/client.ts', 'app/', 'app/buckets/', 'app/buckets/[bucketId]/page.tsx']
    expect(isThere(path, project)).toBe(there)
  })
})
