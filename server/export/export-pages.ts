import 'server-only'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { type ExportPage, listExportPage } from '@/db/export'
import { asPart } from '@/db/long-work'
import type { ExportedMovie } from '@/domain/export/formats'
import type { Search } from '@/domain/search/search'

/** What to export: who asks, which bucket (its id or its public page's key), and which of its movies in which order. */
export type ExportQuery = { actor: Actor | null; address: string; search: Search }

/**
 * The movies of an export, a page at a time. The next page is fetched while one is read, so that database and network
 * do not wait for each other; memory holds no more than these two. Every movie comes once, whatever changes meanwhile.
 * @throws what `inBucket` throws, at any page: the reader may lose access meanwhile
 */
export async function* exportPages({ actor, address, search }: ExportQuery): AsyncGenerator<ExportedMovie[]> {
  const fetchPage = (after: ExportPage['next']) =>
    inBucket(actor, address, 'readMovies', (access) => listExportPage(access, search, after))
  const withoutRepeats = search.sort.key === 'added' ? (page: ExportedMovie[]) => page : makeRepeatFilter()
  let page = await fetchPage(null)
  for (;;) {
    const { next } = page
    const following = next && asPart(() => fetchPage(next))
    // A reader that stops never awaits it.
    following?.catch(() => {})
    yield withoutRepeats(page.movies)
    if (!following) return
    page = await following
  }
}

// An edit may move a movie ahead of the reader, so that it comes a second time; only the time it was added never changes.
// Takes about 7 MB of ids for 100,000 movies while they are read.
function makeRepeatFilter(): (page: ExportedMovie[]) => ExportedMovie[] {
  const seen = new Set<string>()
  return (page) => page.filter(({ id }) => !seen.has(id) && seen.add(id))
}
