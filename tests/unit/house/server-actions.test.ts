import { expect, it } from 'vitest'
import { listSources, readSource } from '@/tests/support/sources/files'

it('server actions stand in files of their own, so that none captures a value that would be encrypted', () => {
  const files = listSources('.ts', '.tsx').filter((path) => !path.startsWith('tests/'))
  const marked = files.filter((path) => /['"]use server['"]/.test(readSource(path)))
  expect(marked.length).toBeGreaterThan(10)
  expect(marked.filter((path) => !/^'use server'\n/.test(readSource(path)))).toEqual([])
  expect(marked.filter((path) => readSource(path).split('use server').length > 2)).toEqual([])
})
