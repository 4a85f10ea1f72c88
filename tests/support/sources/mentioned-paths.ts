import { parseSync } from 'vite'

/** The prose of a file: its comments, or a document without the addresses of other sites. */
export function readProse(path: string, text: string): string {
  if (path.endsWith('.md')) return text.replace(/\w+:\/\/[^\s)>\]]+/g, '').replaceAll('](', '] (')
  if (/\.(tsx?|mjs)$/.test(path))
    return parseSync(path, text)
      .comments.map(({ value }) => value)
      .join('\n')
  const comments = path.endsWith('.sql') ? /--(?!> )(.*)/g : /\/\*(.*?)\*\//gs
  return [...text.matchAll(comments)].map(([, comment]) => comment).join('\n')
}

// A path has only such characters; `*`, `…` and `<name>` stand for anything.
const WORD = /(?<![\w/.@-])[\w.@*<…[({-][\w.@*<>…[\](){},/-]*/g
const FOLDERS = /^(app|components|server|db|domain|scripts|tests|docs|deploy)\//
const NAME_OF_FILE = /^[\w.*<>…[\](){},-]+\.(tsx?|mjs|sql|css|md|yml)$/

/** Everything in a text that names a file or a folder of the project. */
export function findPaths(text: string): string[] {
  const words = [...text.matchAll(WORD)].map(([word]) => trim(word))
  return [...new Set(words.filter((word) => FOLDERS.test(word) || NAME_OF_FILE.test(word.split('/').at(-1) ?? '')))]
}

/** Takes off the marks that end a sentence or enclose a word. */
function trim(word: string): string {
  let trimmed = word.replace(/^[({<](?=[^)}>]*$)|[.,…:]+$/g, '')
  for (const [open, close] of ['()', '{}', '[]'].map((pair) => [...pair] as [string, string]))
    while (trimmed.endsWith(close) && count(trimmed, close) > count(trimmed, open)) trimmed = trimmed.slice(0, -1)
  return trimmed.replace(/\(\)$|[.,]+$/g, '')
}

const count = (text: string, mark: string) => text.split(mark).length - 1

/** Whether a path that is mentioned is one of the project's: the whole of it, or the end, or as a module without ending. */
export function isThere(mentioned: string, project: readonly string[]): boolean {
  const pattern = mentioned
    .replace(/[\\^$.|?+()[\]]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, names: string) => `(${names.replaceAll(',', '|')})`)
    .replace(/\*\*|…|<[^>]*>/g, '.+')
    .replace(/(?<!\.)\*/g, '[^/]*')
  const whole = new RegExp(`^(.*/)?${pattern}${mentioned.endsWith('/') ? '' : '(/|\\.\\w+)?'}$`)
  return project.some((path) => whole.test(path))
}
