import { expect, it } from 'vitest'
import { readSource } from '@/tests/support/sources/files'

const rows = readSource('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('|'))

it('docs/security.md names tests by their own words', () => {
  const named = rows.flatMap(readTests)
  expect(named.length).toBeGreaterThan(70)
  expect(named.filter(({ file, words }) => !readSource(file).includes(words))).toEqual([])
})

/** The tests that a row names: a file, and words in italics after it. */
function readTests(row: string): { file: string; words: string }[] {
  const tests: { file: string; words: string }[] = []
  let file: string | undefined
  for (const [, path, words] of row.matchAll(/`([^`]+\.(?:spec|test)\.tsx?)`|\*([^*]+)\*/g)) {
    if (path) file = `tests/${path}`
    else if (file && words) tests.push({ file, words })
  }
  return tests
}
