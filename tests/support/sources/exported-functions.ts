import { type ESTree, parseSync } from 'vite'
import { readSource } from './files'

/** A function that a file exports, and the type of its first parameter as written; empty if it has none. */
export type ExportedFunction = { file: string; name: string; takes: string }

/** The functions that a file exports by declaring them. */
export function exportedFunctions(file: string, text = readSource(file)): ExportedFunction[] {
  return parseSync(file, text).program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return []
    const { declaration } = statement
    const named = declaration.type === 'VariableDeclaration' ? declaration.declarations : [declaration]
    return named.flatMap((declared) => {
      const code = declared.type === 'VariableDeclarator' ? declared.init : declared
      const takes = code && firstParameter(code, text)
      const name = 'id' in declared && declared.id?.type === 'Identifier' ? declared.id.name : ''
      return takes === undefined || takes === null ? [] : [{ file, name, takes }]
    })
  })
}

/** The type of a function's first parameter; undefined for other code. */
function firstParameter(code: ESTree.Node, text: string): string | undefined {
  if (!('params' in code) || !Array.isArray(code.params)) return undefined
  const [first] = code.params as { start: number; end: number }[]
  return first ? text.slice(first.start, first.end).replace(/^(\{[^}]*\}|\w+)\??: ?| = .*$/g, '') : ''
}
