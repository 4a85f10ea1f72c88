import 'server-only'
import type { Actor } from '@/db/client'
import { type ExportedBucket, listOwnBuckets } from '@/db/export'
import { EXPORT_WRITERS, type ExportFormat, exportedJson } from '@/domain/export/formats'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { exportPages, type Source } from './export-pages'

/** What a source holds as the text of one file, a page of movies at a time. */
export async function* exportText(source: Source, format: ExportFormat): AsyncGenerator<string> {
  const { head, movie, tail } = EXPORT_WRITERS[format]
  let count = 0
  let text = head
  for await (const page of exportPages(source)) {
    // The head, or nothing yet: a first piece without movies tells as well that they could be read.
    if (text) yield text
    text = ''
    for (const each of page) text += movie(each, count++)
  }
  yield text + tail
}

/** Everything somebody owns as the text of one JSON file, a page of movies at a time; the trash is left out. */
export async function* exportEverythingText(actor: Actor, exportedAt: string): AsyncGenerator<string> {
  const buckets = await listOwnBuckets(actor)
  yield `{"format":"moviebucket","version":1,"exportedAt":${JSON.stringify(exportedAt)},"buckets":[`
  for (const [index, bucket] of buckets.entries()) {
    let text = `${index > 0 ? ',' : ''}\n${opening(bucket)}`
    let separator = ''
    for await (const page of exportPages({ actor, address: bucket.id, search: AS_ADDED })) {
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

const AS_ADDED = { ...EMPTY_SEARCH, sort: { key: 'added', descending: false } } as const

function opening(bucket: ExportedBucket): string {
  return `${JSON.stringify(bucket).slice(0, -1)},"movies":[`
}
