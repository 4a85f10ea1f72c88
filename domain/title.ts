// Letters that Unicode does not decompose, but that readers file under a plain one.
const PLAIN: Record<string, string> = { æ: 'ae', œ: 'oe', ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/** Length of a text in Unicode code points, the unit of the title limit. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** A title as it is stored: Unicode NFC (UAX #15), without white space around it. */
export function normalizeTitle(text: string): string {
  return text.normalize('NFC').trim()
}

/**
 * Folds a text for comparing and searching: compatibility forms, case and accents make no difference,
 * runs of white space are one space. Returns '' for white space alone.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[æœøßłđðþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * The text a title is sorted, searched and compared by: folded, without leading punctuation, a leading
 * The / A / An moved behind a tab ("matrix\tthe"), where it still can be searched for and sorts first.
 */
export function sortTitle(title: string): string {
  const folded = foldText(title)
  const bare = folded.replace(/^[\p{P}\p{S}\s]+/u, '') || folded
  const [, article, rest] = /^(the|an|a) (.+)$/.exec(bare) ?? []
  return article && rest ? `${rest.replace(/^[\p{P}\p{S}\s]+(?=.)/u, '')}\t${article}` : bare
}

/** The words of a search text, folded like titles; every one of them has to occur. At most 8 are used. */
export function searchWords(text: string): string[] {
  return foldText(text).split(' ').filter(Boolean).slice(0, 8)
}
