import { countCharacters } from '@/domain/text'

/** How a title is set on a spine: font size in px, lines, and whether a part is cut off. */
export type TitleFit = { fontSize: number; lines: number; cut: boolean }

/** Font sizes of a spine's title in px, the best first; below 10 px a title is unreadable. */
const SIZES = [17, 16, 15, 14, 13, 12, 11, 10] as const
const SMALLEST = 10
const LARGEST_WRAPPED = 14
const MAX_LINES = 4

/** The line height of a title as a multiple of its font size. */
export const TITLE_LEADING = 1.06

/**
 * Chooses the font size and number of lines for a title on a spine.
 * One line is preferred while it stays readable (13 px); then the largest type, then the fewest lines.
 * `length` is the room along the spine and `breadth` the room across, in px.
 * Widths are estimated for Archivo at weight 600, so server and browser agree.
 */
export function fitTitle(title: string, { length, breadth }: { length: number; breadth: number }): TitleFit {
  let best: TitleFit | undefined
  for (const fontSize of SIZES) {
    const room = Math.min(MAX_LINES, Math.floor(breadth / (fontSize * TITLE_LEADING)))
    const lines = countLines(title, length / fontSize)
    if (lines > room) continue
    if (lines === 1 && fontSize >= 13) return { fontSize, lines, cut: false }
    if (lines > 1 && fontSize > LARGEST_WRAPPED) continue
    best ??= { fontSize, lines, cut: false }
  }
  if (best) return best
  const lines = Math.max(1, Math.min(MAX_LINES, Math.floor(breadth / (SMALLEST * TITLE_LEADING))))
  return { fontSize: SMALLEST, lines, cut: estimateWidth(title) > (lines - 0.5) * (length / SMALLEST) }
}

/** Whether a title takes two lines in the whole width of a list row: more than 26 characters do. */
export function isLong(title: string): boolean {
  return countCharacters(title) > 26
}

/** How many lines of `room` em a title takes, broken between words; Infinity if one word is longer. */
function countLines(title: string, room: number): number {
  const space = estimateWidth(' ')
  let lines = 1
  let used = 0
  for (const word of unbreakableParts(title)) {
    const width = estimateWidth(word)
    if (width > room) return Number.POSITIVE_INFINITY
    const joined = used === 0 ? width : used + (isWide(word) ? 0 : space) + width
    if (joined > room) lines++
    used = joined > room ? width : joined
  }
  return lines
}

/** Words and parts of words at a hyphen; in scripts without spaces, each character. */
function unbreakableParts(title: string): string[] {
  return title.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\s-]*-|\S+/gu) ?? []
}

const THIN = /[\s.,:;'’‘!|()[\]{}/\\iIljtfr"*·-]/
const BROAD = /[A-Z&+<=>?~^mwGOQMW%@—…]/
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|\p{Emoji_Presentation}/u
// Not in Archivo: a font of the system draws these, and a wide one has to fit.
const BEYOND_LATIN = /[^\u0020-\u024f\u2000-\u206f]/
const WIDTHLESS = /[\p{M}\p{Cf}]/u

const isWide = (character: string) => WIDE.test(character)

/** Width of a text in em, a little on the safe side. */
function estimateWidth(text: string): number {
  let width = 0
  for (const character of text) {
    if (WIDTHLESS.test(character)) continue
    if (isWide(character)) width += 1.05
    else if (THIN.test(character)) width += 0.34
    else if (BROAD.test(character)) width += 0.79
    else if (BEYOND_LATIN.test(character)) width += 0.76
    else width += 0.6
  }
  return width
}
