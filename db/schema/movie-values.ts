import { type NotNull, sql } from 'drizzle-orm'
import { type AnyPgColumn, check, type PgColumnBuilderBase, smallint, text } from 'drizzle-orm/pg-core'
import { FIELDS, type FieldDefinition, FORMATS, MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'
import { list, sortText } from './columns'

/** The columns of a movie's values, which `movies` has and `import_rows` stages. */
export const movieValues = () =>
  ({
    title: text(),
    /** `sortTitle(title)`, written with every title: lists are sorted and searched by it. */
    sortTitle: sortText('sort_title'),
    format: text({ enum: FORMATS }),
    length: smallint(),
    releaseYear: smallint('release_year'),
    rating: smallint(),
  }) satisfies Record<MovieField | 'sortTitle', PgColumnBuilderBase>

/** The same columns, none of them null. */
export function required<T extends Record<string, PgColumnBuilderBase & { notNull(): PgColumnBuilderBase }>>(
  columns: T,
) {
  const entries = Object.entries(columns).map(([name, column]) => [name, column.notNull()])
  return Object.fromEntries(entries) as { [Name in keyof T]: NotNull<T[Name]> }
}

/** A CHECK for the limits of every field: wrong values never reach the table. */
export function movieChecks(columns: Record<MovieField, AnyPgColumn>) {
  return MOVIE_FIELDS.flatMap((field) => checksOf(columns[field], FIELDS[field]))
}

function checksOf(column: AnyPgColumn, definition: FieldDefinition) {
  const name = `movies_${column.name}`
  switch (definition.kind) {
    case 'text': {
      const visible = definition.limits.min > 0 ? sql` and ${column} ~ '\\S'` : sql``
      return [
        check(name, sql`char_length(${column}) ${between(definition.limits)}${visible}`),
        check(`${name}_nfc`, sql`${column} is nfc normalized`),
      ]
    }
    case 'choice':
      return [check(name, sql`${column} in (${list(definition.choices)})`)]
    case 'number':
      return [check(name, sql`${column} ${between(definition.limits)}`)]
  }
}

const between = ({ min, max }: { min: number; max: number }) => sql.raw(`between ${min} and ${max}`)
