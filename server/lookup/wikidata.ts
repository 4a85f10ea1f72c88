import 'server-only'
import * as z from 'zod'
import { type Film, isFilm } from '@/domain/facts/film'
import { bestName } from './best-name'
import { fetchJson } from './fetch-json'

// Wikidata's items and properties, by what they mean.
const FILM = 'P31=Q11424'
// Short, animated, animated feature, television, silent, documentary and anime films are no instances of film there.
const FILMS = [
  FILM,
  ...['Q24862', 'Q202866', 'Q29168811', 'Q506240', 'Q226730', 'Q93204', 'Q20650540'].map((kind) => `P31=${kind}`),
]
const TITLE = 'P1476'
const PUBLISHED = 'P577'
const DURATION = 'P2047'
const MINUTES_IN: Record<string, number> = { Q7727: 1, Q25235: 60, Q11574: 1 / 60 }
const YEAR_PRECISION = 9

const MOST_FILMS = 7
// A title is typed in any of them; `mul` is for names that are the same in all.
const LANGUAGES = [
  'en',
  'mul',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'tr',
  'ru',
  'ja',
  'ko',
  'zh',
  'ar',
  'hi',
]

const searchShape = z.object({ query: z.object({ search: z.array(z.object({ title: z.string() })) }) })

const statement = z.object({
  rank: z.string(),
  mainsnak: z.object({ datavalue: z.object({ value: z.unknown() }).optional() }),
})
type Statement = z.infer<typeof statement>
// An empty map is written as an empty list.
const map = <Value extends z.ZodType>(value: Value) =>
  z.union([z.record(z.string(), value), z.array(z.never()).transform((): Record<string, z.infer<Value>> => ({}))])
const entity = z.object({
  labels: map(z.object({ value: z.string() })).default({}),
  claims: map(z.array(statement)).default({}),
})
const entitiesShape = z.object({ entities: z.record(z.string(), entity) })

const timeShape = z.object({ time: z.string(), precision: z.int() })
const quantityShape = z.object({ amount: z.string(), unit: z.string() })
const textShape = z.object({ text: z.string() })

/** Who asks Wikidata: its API's address, and under which address Wikimedia reaches the operator. */
export type Wikidata = { url: string; contact: string }

/**
 * Finds films by their title at Wikidata, in two requests, with the year they came out and a length where one is known.
 * @throws {AppError} as `fetchJson` does
 */
export async function searchWikidata({ url, contact }: Wikidata, title: string, signal: AbortSignal): Promise<Film[]> {
  // As the policy of the Wikimedia Foundation asks of every program (Policy:Wikimedia Foundation User-Agent Policy).
  const headers = { 'user-agent': `moviebucket/0.1 (${contact})` }
  const ask = <T>(parameters: Record<string, string>, shape: z.ZodType<T>) => {
    const question = new URL(url)
    question.search = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters }).toString()
    return fetchJson({ service: 'Wikidata', url: question, headers, signal }, shape)
  }
  const words = plainWords(title)
  if (!words) return []
  const { query } = await ask(
    {
      action: 'query',
      list: 'search',
      srnamespace: '0',
      srlimit: String(MOST_FILMS),
      srprop: '',
      srsearch: `${words} haswbstatement:${FILMS.join('|')}`,
    },
    searchShape,
  )
  const ids = query.search.map((hit) => hit.title).filter((id) => /^Q\d+$/.test(id))
  if (ids.length === 0) return []
  const { entities } = await ask(
    { action: 'wbgetentities', ids: ids.join('|'), props: 'labels|claims', languages: LANGUAGES.join('|') },
    entitiesShape,
  )
  return ids.flatMap((id) => filmOf(entities[id], title) ?? [])
}

// The search has an own language of marks and upper-case words, of which a title is none.
function plainWords(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

function filmOf(found: z.infer<typeof entity> | undefined, typed: string): Film | undefined {
  if (!found) return undefined
  const labels = LANGUAGES.flatMap((language) => found.labels[language]?.value ?? [])
  const titles = bestValues(found.claims[TITLE], textShape).map(({ text }) => text)
  const years = bestValues(found.claims[PUBLISHED], timeShape).flatMap(({ time, precision }) => {
    const [, year] = /^\+(\d{4})-/.exec(time) ?? []
    return year && precision >= YEAR_PRECISION ? [Number(year)] : []
  })
  const [length = null] = bestValues(found.claims[DURATION], quantityShape).flatMap(({ amount, unit }) => {
    const minutes = Math.round(Number(amount) * (MINUTES_IN[/Q\d+$/.exec(unit)?.[0] ?? ''] ?? Number.NaN))
    return minutes > 0 ? [minutes] : []
  })
  // A film that came out in several countries has a date for each.
  const film = { title: bestName([...labels, ...titles], typed) ?? '', releaseYear: Math.min(...years), length }
  if (isFilm(film)) return film
  return isFilm({ ...film, length: null }) ? { ...film, length: null } : undefined
}

/** The values of the statements that count: the preferred ones, else the normal ones. */
function bestValues<T>(statements: Statement[] = [], shape: z.ZodType<T>): T[] {
  const preferred = statements.filter(({ rank }) => rank === 'preferred')
  const counting = preferred.length > 0 ? preferred : statements.filter(({ rank }) => rank === 'normal')
  return counting.flatMap(({ mainsnak }) => {
    const value = shape.safeParse(mainsnak.datavalue?.value)
    return value.success ? [value.data] : []
  })
}
