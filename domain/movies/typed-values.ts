/** Reads a whole number from typed text; other text comes back as it was, and the schema refuses it by name. */
export function parseWholeNumber(text: string): number | string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return /^[+-]?\d{1,300}$/.test(trimmed) ? Number(trimmed) : trimmed
}

/**
 * Reads minutes from a typed running time: `117`, `117 min`, `1:57`, `1h 57m`, `2h`. Other text comes back as it was,
 * and the schema refuses it by name.
 */
export function parseLength(text: string): number | string | undefined {
  const trimmed = text.trim().toLowerCase()
  const minutes = /^([+-]?\d{1,300})\s*(m|min|mins|minutes)\.?$/.exec(trimmed)
  if (minutes) return Number(minutes[1])
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(trimmed) ?? /^(\d{1,3})\s*h(?:\s*([0-5]?\d)\s*m?(?:in)?)?$/.exec(trimmed)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2] ?? 0)
  const whole = parseWholeNumber(text)
  return typeof whole === 'string' ? text.trim() : whole
}

/** A running time for reading: `117 min`. */
export function formatLength(minutes: number): string {
  return `${minutes} min`
}
