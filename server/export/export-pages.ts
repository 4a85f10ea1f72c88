import 'server-only'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { type ExportPage, listExportPage } from '@/db/export'
import type { ExportedMovie } from '@/domain/export/formats'
import type { Search } from '@/domain/search/search'

/** Whose eyes see it, which bucket (its id or its public page's key), and which of its movies in which order. */
export type Source = { actor: Actor | null; address: string; search: Search }

/**
 * The movies of a source, a page at a time. While one page is being read the next is fetched, so that database and
 * network do not wait for each other; no more than that is held. Every movie comes once, whatever changes meanwhile.
 * @throws what `inBucket` throws, at any page: access may end while somebody reads
 */
export async function* exportPages({ actor, address, search }: Source): AsyncGenerator<ExportedMovie[]> {
  const fetchPage = (after: ExportPage['next']) =>
    inBucket(actor, address, 'readMovies', (access) => listExportPage(access, search, after))
  const once = search.sort.key === 'added' ? (page: ExportedMovie[]) => page : newcomers()
  let page = await fetchPage(null)
  for (;;) {
    const following = page.next && fetchPage(page.next)
    // Whoever stops reading never asks for it.
    following?.catch(() => {})
    yield once(page.movies)
    if (!following) return
    page = await following
  }
}

// A movie that is edited may move ahead of the reader and come a second time; only the time it was added stays.
// Costs some 7 MB of ids for 100,000 movies while they are read.
function newcomers(): (page: ExportedMovie[]) => ExportedMovie[] {
  const seen = new Set<string>()
  return (page) => page.filter(({ id }) => !seen.has(id) && seen.add(id))
}
