import { posix } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { readSource } from './files'

/** For each file, the files of the project that it imports. */
export type ImportGraph = Map<string, string[]>

/** What a file imports, as written: static and lazy imports, those of types, and what it exports from elsewhere. */
export function importsOf(path: string, text = readSource(path)): string[] {
  const { module, program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const found = module.staticImports.map(({ moduleRequest }) => moduleRequest.value)
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ moduleRequest }) => moduleRequest?.value),
  )
  const note = ({ source }: { source: Source }) => found.push(textOf(source))
  new Visitor({ ImportExpression: note, TSImportType: note }).visit(program)
  return [...new Set([...found, ...exported])].filter((specifier): specifier is string => Boolean(specifier))
}

type Source = { type: string; value?: unknown }

function textOf(source: Source): string {
  // An address that is put together at run time names no file.
  return source.type === 'Literal' && typeof source.value === 'string' ? source.value : ''
}

/**
 * Which file imports which; packages are left out.
 * @throws {Error} when a file imports one that is not among `files`
 */
export function readImportGraph(files: readonly string[]): ImportGraph {
  const known = new Set(files)
  const sources = files.filter((path) => /\.(tsx?|mjs)$/.test(path))
  return new Map(
    sources.map((path) => {
      const own = importsOf(path).filter((specifier) => /^(\.|@\/)/.test(specifier))
      return [path, own.map((specifier) => resolveImport(known, path, specifier))]
    }),
  )
}

function resolveImport(known: ReadonlySet<string>, from: string, specifier: string): string {
  const path = specifier.startsWith('@/') ? specifier.slice(2) : posix.join(posix.dirname(from), specifier)
  const found = ['', '.ts', '.tsx', '.mjs', '.d.ts'].map((ending) => path + ending).find((file) => known.has(file))
  if (!found) throw new Error(`${from} imports ${specifier}, which is no file of the project`)
  return found
}
