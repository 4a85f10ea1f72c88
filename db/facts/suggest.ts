import 'server-only'
import { sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { likePatterns } from '@/db/movies/filter'
import type { Film } from '@/domain/facts/film'
import { MOST_SUGGESTED, rankFilms, typedKey } from '@/domain/facts/suggest'
import { searchWords } from '@/domain/movies/title'

// After every text that begins with the same letters, in the order of bytes.
const LAST_LETTER = '\u{10ffff}'
const TRIGRAM = 3
// Enough for 8 that differ: people have the same film in several formats and buckets.
const MOST_FOUND = 40

/**
 * Finds up to 8 films whose titles begin with a text or contain all its words: movies in the user's own buckets and those
 * shared with the user, and films that the operator loaded. None for a text of one letter.
 */
export async function suggestFilms(actor: Actor, text: string): Promise<Film[]> {
  const key = typedKey(text)
  if (!key) return []
  return asActor(actor, { write: false }, async (db) => {
    const beginning = rankFilms(key, await beginningWith(db, key))
    if (beginning.length >= MOST_SUGGESTED) return beginning
    return rankFilms(key, [...beginning, ...(await containing(db, text))])
  })
}

async function beginningWith(db: Database, key: string): Promise<Film[]> {
  const range = sql`sort_title >= ${key} and sort_title < ${key + LAST_LETTER}`
  // One bucket after the other: each has an index by title.
  const { rows } = await db.execute<Film>(sql`
    (select m.title, m.release_year as "releaseYear", m.length
      from (select distinct bucket_id from bucket_roles()) b
      cross join lateral (
        select title, sort_title, release_year, length from movies
        where bucket_id = b.bucket_id and deleted_at is null and ${range}
        order by sort_title, id limit ${MOST_FOUND}
      ) m order by m.sort_title limit ${MOST_FOUND})
    union all
    (select title, release_year, length from film_facts where ${range}
      order by sort_title, release_year desc limit ${MOST_FOUND})`)
  return rows
}

async function containing(db: Database, text: string): Promise<Film[]> {
  const words = searchWords(text)
  // The index knows no shorter ones, and a search without it reads every title.
  if (!words.some((word) => [...word].length >= TRIGRAM)) return []
  const patterns = sql.param(likePatterns(words))
  const { rows } = await db.execute<Film>(sql`
    select m.title, m.release_year as "releaseYear", m.length
      from search_all_movies(${patterns}, ${MOST_FOUND}) f join movies m on m.bucket_id = f.bucket_id and m.id = f.id
    union all
    select title, release_year, length from search_facts(${patterns}, ${MOST_FOUND})`)
  return rows
}
