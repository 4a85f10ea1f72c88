import { AppError } from '@/domain/result'
import { LONGEST_LINE } from './decode-text'

// Keys whose values are lists of movies, or hold such lists: what is around them is not a movie.
const CONTAINERS = new Set(['movies', 'buckets'])

/**
 * Finds the objects of JSON that may be movies, in a text that comes in pieces; holds no more than one object. `take`
 * gives the texts of the objects that end in a piece, `isOpen` says whether the JSON is unfinished.
 */
export function makeObjectScanner() {
  let depth = 0
  let quoted = false
  let escaped = false
  let string = ''
  /** The text of the object that may be a movie, and the depth it began at. */
  let held: string | undefined
  let heldAt = 0

  function* take(text: string): Generator<string> {
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const character = text[at] as string
      if (quoted) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') quoted = false
        else if (string.length < 20) string += character
        continue
      }
      switch (character) {
        case '"':
          quoted = true
          string = ''
          break
        case '{':
        case '[':
          depth++
          if (held !== undefined && CONTAINERS.has(string)) held = undefined
          if (held === undefined && character === '{') {
            held = ''
            heldAt = depth
            from = at
          }
          string = ''
          break
        case '}':
        case ']':
          if (held !== undefined && depth === heldAt) {
            yield held + text.slice(from, at + 1)
            held = undefined
          }
          depth--
          if (depth < 0) throw new AppError('invalid', 'This is not valid JSON: it closes more than it opens.')
      }
    }
    if (held !== undefined) {
      held += text.slice(from)
      if (held.length > LONGEST_LINE) throw new AppError('invalid', 'A movie of the file is longer than 256 KB.')
    }
  }

  return { take, isOpen: () => depth > 0 || quoted }
}
