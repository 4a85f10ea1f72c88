/** Inclusive on both ends; an absent end is open. At least one is there. */
export type Range = { min?: number; max?: number }

type Limits = { min: number; max: number }

/** Reads `1970-1989`, `1970-`, `-1989` or `1979`; undefined if it is none of them, upside down or outside the limits. */
export function parseRange(text: string, limits: Limits): Range | undefined {
  const [, only, from, to] = /^(?:(\d{1,4})|(\d{1,4})?-(\d{1,4})?)$/.exec(text.trim()) ?? []
  if (only) return makeRange(Number(only), Number(only), limits)
  if (!from && !to) return undefined
  return makeRange(from ? Number(from) : undefined, to ? Number(to) : undefined, limits)
}

/** A range of its ends; undefined if they are upside down or outside the limits. */
export function makeRange(min: number | undefined, max: number | undefined, limits: Limits): Range | undefined {
  const outside = (value?: number) => value !== undefined && (value < limits.min || value > limits.max)
  if (outside(min) || outside(max) || (min !== undefined && max !== undefined && min > max)) return undefined
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
}

/** The text that `parseRange` reads back. */
export function formatRange({ min, max }: Range): string {
  return min === max ? String(min) : `${min ?? ''}-${max ?? ''}`
}
