import { expect, it } from 'vitest'
import { listProject } from '@/tests/support/sources/files'
import { importsOf, readImportGraph } from '@/tests/support/sources/import-graph'

it('the API runs without Next: nothing that its router imports, however far, imports it', () => {
  const graph = readImportGraph(listProject())
  const reached = new Set(['server/api/router.ts'])
  // The loop also visits what it adds to the set on the way.
  for (const file of reached) for (const target of graph.get(file) ?? []) reached.add(target)
  expect(reached.size).toBeGreaterThan(50)
  const frameworks = [...reached].flatMap((file) =>
    importsOf(file)
      .filter((specifier) => /^(next|react)($|\/|-)/.test(specifier))
      .map((specifier) => `${file} → ${specifier}`),
  )
  expect(frameworks).toEqual([])
})
