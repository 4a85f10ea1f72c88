import { startService } from './faults'

type Rank = 'preferred' | 'normal' | 'deprecated'

/** An item of a film, as far as a look-up reads it. */
export type WikidataFilm = {
  id: string
  labels: Record<string, string>
  /** Original titles. */
  titles?: string[]
  dates?: { time: string; precision?: number; rank?: Rank }[]
  /** In `minute`, `hour`, `second` or another unit. */
  durations?: { amount: string; unit?: string; rank?: Rank }[]
}

export const UNITS = { minute: 'Q7727', hour: 'Q25235', second: 'Q11574', metre: 'Q11573' }

/** An API of the shape of Wikidata's (`list=search` and `wbgetentities`), which finds every film that it has. */
export function startWikidata(films: WikidataFilm[]) {
  return startService((_, query) => {
    if (query.get('action') === 'query')
      return {
        batchcomplete: true,
        query: {
          searchinfo: { totalhits: films.length },
          search: films.map(({ id }, at) => ({ ns: 0, title: id, pageid: at })),
        },
      }
    const ids = (query.get('ids') ?? '').split('|')
    const languages = (query.get('languages') ?? '').split('|')
    const found = films.filter(({ id }) => ids.includes(id))
    return { entities: Object.fromEntries(found.map((film) => [film.id, itemOf(film, languages)])), success: 1 }
  })
}

function itemOf({ id, labels, titles, dates, durations }: WikidataFilm, languages: string[]) {
  const known = Object.entries(labels).filter(([language]) => languages.includes(language))
  const entries = Object.entries({
    P31: [statement('P31', 'wikibase-entityid', { 'entity-type': 'item', id: 'Q11424', 'numeric-id': 11424 })],
    P1476: (titles ?? []).map((text) => statement('P1476', 'monolingualtext', { text, language: 'und' })),
    P577: (dates ?? []).map(({ time, precision = 11, rank }) =>
      statement('P577', 'time', { time, precision, timezone: 0, before: 0, after: 0, calendarmodel: GREGORIAN }, rank),
    ),
    P2047: (durations ?? []).map(({ amount, unit = UNITS.minute, rank }) =>
      statement('P2047', 'quantity', { amount, unit: `http://www.wikidata.org/entity/${unit}` }, rank),
    ),
  }).filter(([, statements]) => statements.length > 0)
  return {
    type: 'item',
    id,
    // As PHP writes an empty map.
    labels:
      known.length > 0 ? Object.fromEntries(known.map(([language, value]) => [language, { language, value }])) : [],
    claims: Object.fromEntries(entries),
  }
}

const GREGORIAN = 'http://www.wikidata.org/entity/Q1985727'

function statement(property: string, type: string, value: unknown, rank: Rank = 'normal') {
  return {
    type: 'statement',
    id: `${property}$1`,
    rank,
    mainsnak: { snaktype: 'value', property, hash: '0', datavalue: { type, value } },
    references: [{ hash: '0', snaks: {}, 'snaks-order': [] }],
  }
}
