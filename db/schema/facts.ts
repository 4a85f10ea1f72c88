import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { FILM_LIMITS } from '@/domain/facts/film'
import { sortText } from './columns'

const between = ({ min, max }: { min: number; max: number }) => sql.raw(`between ${min} and ${max}`)

/**
 * The films that an operator loaded with `npm run facts`, to suggest while a title is typed; nobody's collection. Each
 * load replaces all of them, so the id is only the place in the file.
 */
export const filmFacts = pgTable(
  'film_facts',
  {
    id: integer().primaryKey(),
    title: text().notNull(),
    /** `sortTitle(title)`, as in `movies`. */
    sortTitle: sortText('sort_title').notNull(),
    releaseYear: smallint('release_year').notNull(),
    /** In minutes; null where the file does not know it. */
    length: smallint(),
  },
  (t) => [
    index('film_facts_by_title').on(t.sortTitle, t.releaseYear.desc().nullsFirst()),
    index('film_facts_search').using('gin', sql`${t.sortTitle} gin_trgm_ops`),
    check('film_facts_title', sql`char_length(${t.title}) ${between(FILM_LIMITS.title)}`),
    check('film_facts_release_year', sql`${t.releaseYear} ${between(FILM_LIMITS.releaseYear)}`),
    check('film_facts_length', sql`${t.length} ${between(FILM_LIMITS.length)}`),
  ],
)
