// Letters that Unicode does not decompose, but that readers file under a plain one; a sigma has two small forms.
const PLAIN: Record<string, string> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
}
// Accents and optional vowel points. The vowel signs of India and Thailand and the voicing marks of kana stay: without
// them it would be another word.
const ACCENTS = /(?![\u3099\u309a])(?=\p{M})[\p{sc=Zinh}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Arab}]/gu
// Typewriters and phones write the same mark in several ways.
const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u2032`]/g
const QUOTATION_MARKS = /[\u201c-\u201f\u2033]/g
const DASHES = /[\u2010-\u2015\u2212]/g
const LEADING_PUNCTUATION = /^[\p{P}\p{S}\s]+/u

/** A title as the database stores it: Unicode NFC (UAX #15), without white space around it. */
export function normalizeTitle(text: string): string {
  // Next line (U+0085) is white space to Unicode and Postgres, but not to trim().
  return text.normalize('NFC').replaceAll('\u0085', ' ').trim()
}

// Control characters, and those that turn the direction of the text after them on any page (UAX #9).
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
// A character that leaves a mark: not white space, zero width, a soft hyphen, or the empty pattern of Braille.
const VISIBLE = /[^\p{DI}\p{Z}\p{Cc}\u2800\ufff9-\ufffb]/u

/**
 * Why people cannot read a normalised text as a title or name, as the predicate of a message about the field; undefined
 * if they can. Characters that join the parts of words and emoji are invisible as well, and allowed among visible ones.
 */
export function unreadable(text: string): string | undefined {
  const hidden = HIDDEN.exec(text)?.[0]
  if (hidden) {
    const code = hidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return `holds a control character (U+${code}), which nobody can see`
  }
  return VISIBLE.test(text) ? undefined : 'holds no character that can be seen'
}

/**
 * Folds a text for comparing and searching: compatibility forms, case, accents, invisible characters and the ways to
 * write an apostrophe, a quotation mark or a dash make no difference; runs of white space become one space. Returns ''
 * for white space alone.
 */
export function foldText(text: string): string {
  return text
    .replace(/\p{DI}/gu, '')
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(APOSTROPHES, "'")
    .replace(QUOTATION_MARKS, '"')
    .replace(DASHES, '-')
    .replace(/[æœøßłđðþıς]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/[\s\u0085]+/g, ' ')
    .trim()
}

/**
 * The text that a title is sorted, searched and compared by: folded, without leading punctuation, a leading The / A / An
 * moved behind a tab ("matrix\tthe"), where a search still finds it and it sorts first.
 */
export function sortTitle(title: string): string {
  const bare = withoutLeadingPunctuation(foldText(title))
  const [, article, rest] = /^(the|an|a) (.+)$/.exec(bare) ?? []
  return article && rest ? `${withoutLeadingPunctuation(rest)}\t${article}` : bare
}

/**
 * The words of a search text, folded like titles, at most 8; a match holds all of them. Punctuation before a word does
 * not count, as in `sortTitle`: a title as it is written is found.
 */
export function searchWords(text: string): string[] {
  const words = foldText(text).split(' ').filter(Boolean)
  const bare = words.map((word) => word.replace(LEADING_PUNCTUATION, '')).filter(Boolean)
  return (bare.length > 0 ? bare : words).slice(0, 8)
}

// A title of punctuation alone keeps it.
function withoutLeadingPunctuation(text: string): string {
  return text.replace(LEADING_PUNCTUATION, '') || text
}
