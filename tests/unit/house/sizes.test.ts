import { expect, it } from 'vitest'
import { listSources, readSource } from '@/tests/support/sources/files'

const LONGEST = { source: 250, test: 380 }

it('no file is longer than a reader keeps in mind', () => {
  const files = listSources('.ts', '.tsx', '.mjs', '.css', '.sql').map((file) => ({
    file,
    lines: readSource(file).trimEnd().split('\n').length,
  }))
  const long = files.filter(({ file, lines }) => {
    // A migration is written once, and read as it was.
    if (file.startsWith('db/migrations/')) return false
    return lines > (/\.(test|spec)\.tsx?$/.test(file) ? LONGEST.test : LONGEST.source)
  })
  expect(long.map(({ file, lines }) => `${file}: ${lines} lines`)).toEqual([])
})
