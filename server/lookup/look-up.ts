import 'server-only'
import { takeRateLimit } from '@/db/rate-limits'
import type { Film } from '@/domain/facts/film'
import type { LookUpService } from '@/domain/facts/suggest'
import { foldText } from '@/domain/movies/title'
import { AppError } from '@/domain/result'
import { environment } from '@/server/environment'
import { rateLimited } from '@/server/rate-limit'
import { mustWait } from './fetch-json'
import { searchTmdb } from './tmdb'
import { searchWikidata } from './wikidata'

// A person waits for the answer.
const TIMEOUT_MS = 8000
const ASKED_A_MINUTE = 60
const KEPT = 1000
const KEPT_MS = 24 * 3_600_000

type Search = (title: string, signal: AbortSignal) => Promise<Film[]>
type Kept = { films: Promise<Film[]>; until: number }

const kept = new Map<string, Kept>()
let pausedUntil = 0

/** The service that the operator switched on; null, and nothing is ever asked, if none is. */
export function lookUpService(): LookUpService | null {
  return configured()?.service ?? null
}

/**
 * Looks a title up at the service that the operator switched on. Answers are kept for a day, so that a title is asked for
 * once; the service hears the title, and nothing of who asks.
 * @throws {AppError} `not_found` if none is switched on; `rate_limited` or `unavailable` if it cannot be asked
 */
export async function lookUpFilms(title: string): Promise<Film[]> {
  const one = configured()
  if (!one) throw new AppError('not_found', 'Titles are not looked up here.')
  const key = foldText(title)
  if (!key) return []
  const known = kept.get(key)
  if (known && known.until > Date.now()) return known.films
  const films = askOnce(one.service.name, () => one.search(title, AbortSignal.timeout(TIMEOUT_MS)))
  keep(key, films)
  return films
}

async function askOnce(name: string, search: () => Promise<Film[]>): Promise<Film[]> {
  const pause = Math.ceil((pausedUntil - Date.now()) / 1000)
  if (pause > 0) throw new AppError('rate_limited', mustWait(name, pause), undefined, pause)
  // For all people and instances together.
  const wait = await takeRateLimit('lookup', ASKED_A_MINUTE, 60)
  if (wait > 0) throw rateLimited(wait)
  try {
    return await search()
  } catch (error) {
    if (error instanceof AppError && error.retryAfter) pausedUntil = Date.now() + error.retryAfter * 1000
    throw error
  }
}

function keep(key: string, films: Promise<Film[]>): void {
  kept.delete(key)
  kept.set(key, { films, until: Date.now() + KEPT_MS })
  // A failure is not kept; people who asked at the same time share it.
  films.catch(() => kept.delete(key))
  const [oldest] = kept.keys()
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
}

function configured(): { service: LookUpService; search: Search } | null {
  const env = environment()
  if (env.LOOKUP_CONTACT) {
    const wikidata = { url: env.LOOKUP_WIKIDATA_URL, contact: env.LOOKUP_CONTACT }
    return {
      service: {
        name: 'Wikidata',
        notice: 'Facts of Wikidata are free for all (CC0).',
      },
      search: (title, signal) => searchWikidata(wikidata, title, signal),
    }
  }
  if (env.LOOKUP_TMDB_TOKEN) {
    const tmdb = { url: env.LOOKUP_TMDB_URL, token: env.LOOKUP_TMDB_TOKEN }
    return {
      service: {
        name: 'TMDB',
        notice: 'This product uses the TMDB API but is not endorsed or certified by TMDB.',
      },
      search: (title, signal) => searchTmdb(tmdb, title, signal),
    }
  }
  return null
}
