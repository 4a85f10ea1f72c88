import 'server-only'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { inOneTransaction, type Place } from '@/db/backup/session'
import type { Film } from '@/domain/facts/film'
import { sortTitle } from '@/domain/movies/title'

const BATCH_ROWS = 1000

/**
 * Replaces all facts of films, in one transaction in which readers see the old ones; films that are the same in title,
 * year and length are stored once. Returns how many are there then. Whoever loads second waits for the first.
 * @throws the driver's error, or what `films` throws, with everything as it was
 */
export async function replaceFacts(place: Place, films: AsyncIterable<Film>): Promise<number> {
  return inOneTransaction(place, 'begin', async (client) => {
    await client.query('set local statement_timeout = 0; lock table film_facts in share row exclusive mode')
    await client.query(`create temporary table new_facts
      (id integer, title text, sort_title text collate "C", release_year smallint, length smallint) on commit drop`)
    await pipeline(Readable.from(copyText(films)), client.query(copyFrom('copy new_facts from stdin')))
    // Not truncated: that would keep readers waiting until the end.
    await client.query('delete from film_facts')
    const { rowCount } = await client.query(`
      insert into film_facts (id, title, sort_title, release_year, length)
      select distinct on (sort_title, release_year, length, title) id, title, sort_title, release_year, length
      from new_facts order by sort_title, release_year, length, title, id`)
    await client.query('analyze film_facts')
    return rowCount ?? 0
  })
}

/** Rows in the text format of COPY, a batch at a time. */
async function* copyText(films: AsyncIterable<Film>): AsyncGenerator<string> {
  let id = 0
  let batch: string[] = []
  for await (const film of films) {
    const values = [++id, escaped(film.title), escaped(sortTitle(film.title)), film.releaseYear, film.length ?? '\\N']
    batch.push(`${values.join('\t')}\n`)
    if (batch.length < BATCH_ROWS) continue
    yield batch.join('')
    batch = []
  }
  yield batch.join('')
}

const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? '')
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
