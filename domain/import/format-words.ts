import { FORMATS, type Format } from '@/domain/movies/movie'

// Words for a medium that certainly is one of the three, in any of the languages that files come in.
const WORDS: [Format, RegExp][] = [
  ['DVD', /^(dvd(s|[ -]?(r|rw|ram|rom|video|5|9|disc|disk|set|box|box[ -]?set))?|dvd[ +-]r(w)?)$/],
  [
    'VHS',
    /^(s-?)?vhs([ -]?c)?( (tape|tapes|cassette|video|video ?cassette|pal|ntsc))?$|^(video ?tape|video ?cassette|video ?kassette|videokassette)$/,
  ],
  [
    'Streaming',
    /^(stream|streamed|streaming( service)?|online|vod|svod|digital( (copy|hd|download|code|file|movie))?|download|digital ?video|itunes|apple ?tv\+?|netflix|amazon( prime)?( video)?|prime( video)?|disney ?(\+|plus)|hulu|(hbo )?max|hbo( go| now)?|paramount ?(\+|plus)|peacock|vudu|fandango at home|movies anywhere|google play( movies)?|youtube( movies)?|mubi|criterion channel|crunchyroll|plex|jellyfin|emby|kodi|sky( go)?|now ?tv|rakuten tv|tubi|crave|stan|wow)$/,
  ],
]

/**
 * The format that a word of a file stands for by itself: `DVD (2 discs)`, `VHS tape`, `Digital`, `Netflix`. Of several
 * media it is the first that is one of the three, so `DVD, VHS` is a DVD. Undefined for a word that a person must decide
 * on, such as Blu-ray.
 */
export function readFormatWord(word: string): Format | undefined {
  const own = FORMATS.find((format) => format.toLowerCase() === word)
  return (
    own ??
    splitMedia(word)
      .map(readMedium)
      .find((format) => format !== undefined)
  )
}

/** Whether a word names more than one medium. */
export function namesSeveral(word: string): boolean {
  return splitMedia(word).length > 1
}

function splitMedia(word: string): string[] {
  return word
    .toLowerCase()
    .split(/\s*(?:[,;/|&]|\+(?=\s*\p{L})|\band\b|\bund\b|\bet\b|\by\b)\s*/u)
    .filter(Boolean)
}

function readMedium(medium: string): Format | undefined {
  // The number of discs and remarks in brackets do not matter.
  const bare = medium
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/\b\d+ ?x\b|\b\d+[ -]?(discs?|disks?|tapes?|dvds?)\b|\bx ?\d+\b|^\d+ (?=\p{L})/gu, (found) =>
      /dvd/.test(found) ? 'dvd' : ' ',
    )
    .replace(/\s+/g, ' ')
    .trim()
  return WORDS.find(([, pattern]) => pattern.test(bare))?.[0]
}
