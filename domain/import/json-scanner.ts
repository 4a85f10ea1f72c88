import { AppError } from '@/domain/result'
import { LONGEST_LINE } from './decode-text'
import { type Opened, pathIn } from './json-paths'

const DEEPEST = 100
const LONGEST_KEY = 60

/**
 * Finds the objects of JSON that are movies by their paths, in a text that comes in pieces; holds no more than one
 * object. `take` gives the objects that end in a piece, `isOpen` says whether the JSON is unfinished.
 */
export function makeObjectScanner(isMovie: (path: string) => boolean) {
  /** The paths of the objects and lists around the one that is held. */
  const open: Opened[] = []
  let quoted = false
  let escaped = false
  let string = ''
  /** The text of the object that is a movie, and how many brackets are open inside it. */
  let held: string | undefined
  let inside = 0

  function* take(text: string): Generator<string> {
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const character = text[at] as string
      if (quoted) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') quoted = false
        else if (held === undefined && string.length < LONGEST_KEY) string += character
        continue
      }
      switch (character) {
        case '"':
          quoted = true
          string = ''
          break
        case '{':
        case '[':
          if (held !== undefined) {
            inside++
            break
          }
          begin(character === '[')
          if (character === '{' && isMovie(open.at(-1)?.path ?? '')) {
            held = ''
            inside = 0
            from = at
          }
          break
        case '}':
        case ']':
          if (held !== undefined && inside > 0) {
            inside--
            break
          }
          if (held !== undefined) yield held + text.slice(from, at + 1)
          held = undefined
          if (!open.pop()) throw new AppError('invalid', 'This is not valid JSON: it closes more than it opens.')
      }
    }
    if (held !== undefined) {
      held += text.slice(from)
      if (held.length > LONGEST_LINE) throw new AppError('invalid', 'A movie of the file is longer than 256 KB.')
    }
  }

  function begin(isList: boolean): void {
    if (open.length >= DEEPEST)
      throw new AppError(
        'invalid',
        `This JSON is nested more than ${DEEPEST} levels deep: there is no list of movies in it.`,
      )
    open.push({ path: pathIn(open.at(-1), string, isList), isList })
    string = ''
  }

  return { take, isOpen: () => open.length > 0 || quoted }
}
