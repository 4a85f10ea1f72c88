/** A number with separators of thousands: `12,345`. */
export function formatNumber(number: number): string {
  return number.toLocaleString('en')
}

/** A number with its noun: `1 movie`, `12,345 movies`. `many` is the plural where it is not the noun with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** The length of a text in Unicode code points, the unit of every limit. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** A text of at most `most` characters (code points), the last one an ellipsis if the text was longer. Well-formed. */
export function shorten(text: string, most: number): string {
  const characters = firstCharacters(text, most + 1)
  return (characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text).toWellFormed()
}

/** The first `most` characters (code points) of a text. Well-formed. */
export function cut(text: string, most: number): string {
  return firstCharacters(text, most).join('').toWellFormed()
}

// A character has at most two units: a text of megabytes is not taken apart for its beginning.
function firstCharacters(text: string, most: number): string[] {
  return [...text.slice(0, most * 2)].slice(0, most)
}

/** The day of a time (ISO 8601), in UTC: `3 May 2026`. */
export function formatDay(time: string): string {
  return new Date(time).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
}

/** Words as they are read out: `Ana, Ben and Cleo`, `viewer or editor`. */
export function joinNames(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`
}
