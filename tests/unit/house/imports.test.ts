import { describe, expect, it } from 'vitest'
import { findCircles } from '@/tests/support/sources/circles'
import { listProject } from '@/tests/support/sources/files'
import { importsOf, readImportGraph } from '@/tests/support/sources/import-graph'

/** What a layer may import besides itself. Biome says the same of one import; this test sees the whole. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  app: ['server', 'db', 'domain', 'components'],
  components: ['domain'],
  server: ['db', 'domain'],
  db: ['domain'],
  domain: [],
  scripts: ['server', 'db', 'domain'],
  tests: ['app', 'components', 'server', 'db', 'domain', 'scripts', 'root'],
  // proxy.ts, instrumentation.ts and the configurations.
  root: ['server', 'db', 'domain'],
}

/** Packages that one layer alone may import, and the layers that import no package like these. */
const PACKAGES: [pattern: RegExp, layers: readonly string[]][] = [
  [/^drizzle-(orm|kit)($|\/)/, ['db', 'tests', 'root']],
  [/^pg($|\/)/, ['db', 'scripts', 'tests']],
  [/^pg-copy-streams$/, ['db']],
  [/^(next|react|react-dom)($|\/)/, ['app', 'components', 'server', 'tests', 'root']],
  [/^(node:|server-only$)/, ['app', 'server', 'db', 'scripts', 'tests', 'root']],
]

const layerOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : 'root')

const graph = readImportGraph(listProject())
const imports = [...graph].flatMap(([from, targets]) => targets.map((to) => ({ from, to })))

describe('the imports of the project', () => {
  it('are found', () => {
    expect(imports.length).toBeGreaterThan(1000)
    expect(new Set([...graph.keys()].map(layerOf))).toEqual(new Set(Object.keys(MAY_IMPORT)))
  })

  it('form no circle', () => {
    expect(findCircles(graph).map((circle) => circle.join(' → '))).toEqual([])
  })

  it('go in one direction', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [layer, other] = [layerOf(from), layerOf(to)]
      return layer !== other && !MAY_IMPORT[layer]?.includes(other)
    })
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('take packages only where they belong', () => {
    const wrong = [...graph.keys()].flatMap((path) =>
      importsOf(path).flatMap((specifier) =>
        PACKAGES.some(([pattern, layers]) => pattern.test(specifier) && !layers.includes(layerOf(path)))
          ? [`${path} → ${specifier}`]
          : [],
      ),
    )
    expect(wrong).toEqual([])
  })
})

describe('an import', () => {
  it.each([
    ["import { a } from './a'", ['./a']],
    ["import type { A } from './a'", ['./a']],
    ["import { type A } from './a'", ['./a']],
    ["import './a.css'", ['./a.css']],
    ["import * as a from '@/a'\nimport b from 'b'", ['@/a', 'b']],
    ["export { a } from './a'\nexport type { B } from './b'\nexport * from './c'", ['./a', './b', './c']],
    ["const load = () => import('./a')", ['./a']],
    ["type A = typeof import('./a')\nlet b: import('./b').B", ['./a', './b']],
    ['// from "./a"\nconst text = "import(\'./b\')"\nconst c = `import "./c"`', []],
    ["const load = (name: string) => import('./' + name)", []],
  ])('is found in %j', (text, found) => {
    expect(importsOf('file.ts', text).sort()).toEqual(found)
  })
})

describe('a circle', () => {
  it('is named by its shortest way', () => {
    const circles = findCircles(
      new Map([
        ['a', ['b', 'd']],
        ['b', ['c']],
        ['c', ['a', 'd']],
        ['d', []],
        ['e', ['f', 'a']],
        ['f', ['e']],
        ['g', ['g']],
      ]),
    )
    expect(circles).toEqual([
      ['a', 'b', 'c', 'a'],
      ['e', 'f', 'e'],
      ['g', 'g'],
    ])
  })

  it('is not made by files that import the same', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', []],
    ])
    expect(findCircles(graph)).toEqual([])
  })
})
