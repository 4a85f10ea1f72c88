import 'server-only'
import { sql } from 'drizzle-orm'
import { type Actor, asActor } from '@/db/client'
import { searchWords } from '@/domain/movies/title'
import type { Hit } from '@/domain/search/hit'
import { selectValues } from './columns'
import { likePatterns } from './filter'

export const HITS_SHOWN = 100
const HITS_COUNTED = 1000
const VALUES = selectValues('m')

/**
 * Finds the movies whose titles hold every word of a text, in all buckets that the user owns or was given: up to 100,
 * by title, and how many there are, counted up to 1,000 (`more`: there are more than that).
 */
export async function searchEverywhere(
  actor: Actor,
  text: string,
): Promise<{ hits: Hit[]; total: number; more: boolean }> {
  const words = searchWords(text)
  if (words.length === 0) return { hits: [], total: 0, more: false }
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<Hit & { total: number }>(sql`
      with found as materialized (
        select bucket_id, id from search_all_movies(${sql.param(likePatterns(words))}, ${HITS_COUNTED + 1})
      )
      select m.id, m.bucket_id as "bucketId", ${VALUES},
        b.name as "bucketName", coalesce(w.own, false) as mine,
        case when not w.own then w.name end as "ownerName",
        (select count(*)::int from found) as total
      from found f
      join movies m on m.bucket_id = f.bucket_id and m.id = f.id
      join buckets b on b.id = f.bucket_id
      left join bucket_owners() w on w.bucket_id = b.id
      order by m.sort_title, m.release_year, lower(b.name), m.id limit ${HITS_SHOWN}`)
    const total = rows[0]?.total ?? 0
    return {
      hits: rows.map(({ total: _, ...hit }) => hit),
      total: Math.min(total, HITS_COUNTED),
      more: total > HITS_COUNTED,
    }
  })
}
