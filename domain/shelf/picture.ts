/** The size of a shared shelf's picture in pixels, as Open Graph readers ask for it. */
export const PICTURE = { width: 1200, height: 630 } as const

// The characters of the picture's font, Archivo's latin subset.
const DRAWN = /^[ -~\u00a0-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2122]*$/

/**
 * A text in characters that the picture can draw: a letter loses an accent that the font lacks. Empty if another
 * character is missing, as half a title would be a wrong one.
 */
export function drawable(text: string): string {
  const plain = [...text]
    .map((character) => (DRAWN.test(character) ? character : character.normalize('NFD').replace(/\p{M}/gu, '')))
    .join('')
  return DRAWN.test(plain) ? plain : ''
}

/** The first items of a list that fit into `room` with a gap between them; all widths in the same unit. */
export function fitInto<T>(items: readonly T[], width: (item: T) => number, gap: number, room: number): T[] {
  const fitting: T[] = []
  let used = -gap
  for (const item of items) {
    used += gap + width(item)
    if (used > room) break
    fitting.push(item)
  }
  return fitting
}
