import 'server-only'
import { foldText, searchWords } from '@/domain/movies/title'

/** Of the names of a film, best known first, the one that a person means who typed a title. */
export function bestName(names: readonly string[], typed: string): string | undefined {
  const wanted = foldText(typed)
  const words = searchWords(typed)
  const tests: ((name: string) => boolean)[] = [
    (name) => name === wanted,
    (name) => name.startsWith(wanted),
    (name) => words.every((word) => name.includes(word)),
    () => true,
  ]
  for (const test of tests) {
    const found = names.find((name) => test(foldText(name)))
    if (found !== undefined) return found
  }
  return undefined
}
