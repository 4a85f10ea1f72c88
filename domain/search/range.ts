import { LIMITS } from '@/domain/movies/movie'

/** The ranges of a filter: release years, minutes, stars. */
export const RANGE_FIELDS = ['year', 'length', 'rating'] as const
export type RangeField = (typeof RANGE_FIELDS)[number]
export const RANGE_LIMITS = { year: LIMITS.releaseYear, length: LIMITS.length, rating: LIMITS.rating } as const

/** A range with both ends included; an absent end is open, and at least one end is there. */
export type Range = { min?: number; max?: number }

type Limits = { min: number; max: number }

/** Reads `1970-1989`, `1970-`, `-1989` or `1979`; undefined for another text, or a range upside down or outside the limits. */
export function parseRange(text: string, limits: Limits): Range | undefined {
  const [, only, from, to] = /^(?:(\d{1,4})|(\d{1,4})?-(\d{1,4})?)$/.exec(text.trim()) ?? []
  if (only) return makeRange(Number(only), Number(only), limits)
  if (!from && !to) return undefined
  return makeRange(from ? Number(from) : undefined, to ? Number(to) : undefined, limits)
}

/** Makes a range of its ends; undefined if they are upside down or outside the limits. */
export function makeRange(min: number | undefined, max: number | undefined, limits: Limits): Range | undefined {
  const outside = (value?: number) => value !== undefined && (value < limits.min || value > limits.max)
  if (outside(min) || outside(max) || (min !== undefined && max !== undefined && min > max)) return undefined
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
}

/** The text that `parseRange` reads back. */
export function formatRange({ min, max }: Range): string {
  return min === max ? String(min) : `${min ?? ''}-${max ?? ''}`
}
