import 'server-only'
import type { Actor } from '@/db/client'
import { type ExportedBucket, listOwnBuckets } from '@/db/export'
import { isPublicKey } from '@/db/ids'
import { beginLongWork } from '@/db/long-work'
import { EXPORT_WRITERS, type ExportFormat, exportedJson, PUBLIC_EXPORT_WRITERS } from '@/domain/export/formats'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { type ExportQuery, exportPages } from './export-pages'

// A client that stops without a word ends its export here.
const LAPSES_MS = 60_000

/**
 * An export as the text of one file, a page of movies at a time; by the key of a public page, only what that page shows.
 * @throws what `beginLongWork` and `exportPages` throw
 */
export function exportText(query: ExportQuery, format: ExportFormat): AsyncGenerator<string> {
  const pieces = exportedText(query, format)
  // Visitors have no id; they take turns for each page.
  return query.actor ? asLongExport(query.actor, pieces) : pieces
}

/**
 * All buckets that a person owns as the text of one JSON file, a page of movies at a time, without the trash.
 * @throws what `beginLongWork` and `exportPages` throw
 */
export function exportEverythingText(actor: Actor, exportedAt: string): AsyncGenerator<string> {
  return asLongExport(actor, everythingText(actor, exportedAt))
}

async function* asLongExport({ userId }: Actor, pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  const end = beginLongWork(userId)
  const lapse = setTimeout(end, LAPSES_MS).unref()
  try {
    for await (const piece of pieces) {
      yield piece
      lapse.refresh()
    }
  } finally {
    clearTimeout(lapse)
    end()
  }
}

async function* exportedText(query: ExportQuery, format: ExportFormat): AsyncGenerator<string> {
  const { head, movie, tail } = (isPublicKey(query.address) ? PUBLIC_EXPORT_WRITERS : EXPORT_WRITERS)[format]
  let count = 0
  let text = head
  for await (const page of exportPages(query)) {
    // The first piece has no movies, and comes only when the first page could be read.
    if (text) yield text
    text = ''
    for (const each of page) text += movie(each, count++)
  }
  yield text + tail
}

async function* everythingText(actor: Actor, exportedAt: string): AsyncGenerator<string> {
  const buckets = await listOwnBuckets(actor)
  yield `{"format":"moviebucket","version":1,"exportedAt":${JSON.stringify(exportedAt)},"buckets":[`
  for (const [index, bucket] of buckets.entries()) {
    let text = `${index > 0 ? ',' : ''}\n${opening(bucket)}`
    let separator = ''
    for await (const page of exportPages({ actor, address: bucket.id, search: IN_ORDER_ADDED })) {
      for (const movie of page) {
        text += `${separator}\n${exportedJson(movie)}`
        separator = ','
      }
      yield text
      text = ''
    }
    yield ']}'
  }
  yield '\n]}\n'
}

const IN_ORDER_ADDED = { ...EMPTY_SEARCH, sort: { key: 'added', descending: false } } as const

function opening(bucket: ExportedBucket): string {
  return `${JSON.stringify(bucket).slice(0, -1)},"movies":[`
}
