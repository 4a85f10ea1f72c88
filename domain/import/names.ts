import { foldText } from '@/domain/movies/title'
import { BESIDE, ELSE, LANGUAGES, type Meaning, type NamedField } from './words'

const VOCABULARY = new Map<string, Set<Meaning>>()
/** How early a word stands in the lists: the clearest is the first. */
const RANKS = new Map<string, number>()
for (const language of Object.values(LANGUAGES))
  for (const [meaning, words] of Object.entries(language) as [Meaning, string][])
    words.split(' ').forEach((word, at) => {
      const folded = foldName(word)
      VOCABULARY.set(folded, (VOCABULARY.get(folded) ?? new Set()).add(meaning))
      RANKS.set(`${meaning} ${folded}`, Math.min(at, RANKS.get(`${meaning} ${folded}`) ?? at))
    })
const LONGEST_WORD = Math.max(...[...VOCABULARY.keys()].map((word) => word.length))

/** The name of a column in the form in which names are compared: case, accents, spaces and punctuation do not count. */
export function foldName(name: string): string {
  return foldText(name).replace(/[^\p{L}\p{N}]/gu, '')
}

/** What the name of a column says. */
export type ReadName = {
  /** Fields that a word of it means, each with the rank of the clearest such word, 0 at best. */
  fields: Map<NamedField, number>
  own: boolean
  crowd: boolean
  /** Whether a word says that it is about something else. */
  elsewhere: boolean
  /** How many words are not known. */
  unknown: number
  words: readonly string[]
}

/** Reads the name of a column by its parts: `My Grade`, `movie.releaseYear`, `Rating10`, `个人评分`. */
export function readName(name: string): ReadName {
  const words = splitName(name)
  const read: ReadName = { fields: new Map(), own: false, crowd: false, elsewhere: false, unknown: 0, words }
  for (const word of words) {
    const meanings = VOCABULARY.get(word)
    for (const meaning of meanings ?? []) {
      if (meaning === 'own') read.own = true
      else if (meaning === 'crowd') read.crowd = true
      else {
        const rank = RANKS.get(`${meaning} ${word}`) ?? 0
        read.fields.set(meaning, Math.min(rank, read.fields.get(meaning) ?? rank))
      }
    }
    // Of a release date only the release counts.
    if (ELSE.has(word) && !meanings) read.elsewhere = true
    else if (!meanings && !BESIDE.has(word)) read.unknown++
  }
  return read
}

// Words of a name, neighbours joined where they are one word of the table: *Running time*.
function splitName(name: string): string[] {
  const spaced = name
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)|(\d)(\p{L})/gu, '$1$3 $2$4')
  const parts = foldText(spaced)
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .flatMap(splitWord)
  const words: string[] = []
  for (let at = 0; at < parts.length; ) {
    const joined = [4, 3, 2].map((count) => parts.slice(at, at + count)).find((some) => isWord(some.join('')))
    const taken = joined && joined.length > 1 ? joined : parts.slice(at, at + 1)
    words.push(taken.join(''))
    at += taken.length
  }
  return words
}

const isWord = (text: string) => text.length <= LONGEST_WORD && VOCABULARY.has(text)

// Chinese and Japanese write no spaces between words: the longest known words are taken out.
function splitWord(word: string): string[] {
  if (VOCABULARY.has(word) || !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(word)) return [word]
  for (let length = Math.min(word.length - 1, LONGEST_WORD); length > 0; length--)
    for (let at = 0; at + length <= word.length; at++)
      if (VOCABULARY.has(word.slice(at, at + length)))
        return [word.slice(0, at), word.slice(at, at + length), word.slice(at + length)]
          .filter(Boolean)
          .flatMap((part) => (part === word.slice(at, at + length) ? [part] : splitWord(part)))
  return [word]
}
