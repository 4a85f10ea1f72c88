import { FIELDS, type FieldOfKind, LIMITS } from '@/domain/movies/movie'

type Refused = { value: number; typed: string; message: string }

/** A number above the limit of a field, by one unless given, as it is typed, and what the app says of it. */
export function tooHigh(field: FieldOfKind<'number'>, value: number = LIMITS[field].max + 1): Refused {
  return refused(field, value, `above the limit of ${LIMITS[field].max}`)
}

/** The number below the limit of a field. */
export function tooLow(field: FieldOfKind<'number'>): Refused {
  return refused(field, LIMITS[field].min - 1, `below the limit of ${LIMITS[field].min}`)
}

function refused(field: FieldOfKind<'number'>, value: number, beyond: string): Refused {
  const { label, ...definition } = FIELDS[field]
  const unit = 'unit' in definition ? ` ${definition.unit}` : ''
  return { value, typed: String(value), message: `${label}: ${value} is ${beyond}${unit}` }
}

/** A title, or a name, of one character too many. */
export const TOO_LONG = 'x'.repeat(LIMITS.title.max + 1)

/** How the message about a title or a name that is too long ends. */
export const IS_TOO_LONG = `has ${LIMITS.title.max + 1} characters, above the limit of ${LIMITS.title.max}`
