import type { Metadata } from 'next'
import { publicPage } from '@/app/page-wrappers'
import { PublicHeader } from '@/components/buckets/public-header'
import { BucketScreen } from '@/components/movies/list/bucket-screen'
import { columnHeads } from '@/components/movies/list/column-heads'
import { MovieRow } from '@/components/movies/list/movie-row'
import { MovieTable } from '@/components/movies/list/movie-table'
import { Shelf } from '@/components/movies/shelf/shelf'
import { EmptyState } from '@/components/ui/empty-state'
import { publicPath, sharePicturePath } from '@/domain/paths'
import { AppError } from '@/domain/result'
import type { Cursor } from '@/domain/search/cursor'
import { isFiltered, parseSearch } from '@/domain/search/search'
import { PICTURE } from '@/domain/shelf/picture'
import { counted } from '@/domain/text'
import { publicOrigin } from '@/server/environment'
import { openCursor, sealCursor, sealSearch } from '@/server/public-cursor'
import { listPublicPage, openPublicPage } from './open-page'

export async function generateMetadata({ params }: PageProps<'/p/[key]'>): Promise<Metadata> {
  const { key } = await params
  const bucket = await openPublicPage(key).catch((error) => {
    // The page itself then says what is wrong, in the same words for everything that may not be seen.
    if (error instanceof AppError) return null
    throw error
  })
  if (!bucket) return {}
  const { name, movies, searchable } = bucket
  const url = new URL(publicPath(key), publicOrigin())
  const description = `${counted(movies, 'film')} on VHS, DVD and streaming.`
  const image = {
    url: `${publicOrigin()}${sharePicturePath(key)}`,
    ...PICTURE,
    type: 'image/png',
    alt: `A shelf of films: ${name}`,
  }
  return {
    title: name,
    description,
    robots: searchable ? { index: true, follow: true } : { index: false, follow: false },
    alternates: { canonical: url },
    openGraph: { title: name, description, url, siteName: 'moviebucket', type: 'website', images: [image] },
    twitter: { card: 'summary_large_image' },
  }
}

export default publicPage<PageProps<'/p/[key]'>>(async (user, { params, searchParams }) => {
  const { key } = await params
  const parsed = parseSearch(await searchParams, (text, sort) => openCursor(key, text, sort))
  const { name, list, total, rail } = await listPublicPage(key, parsed.search)
  const path = publicPath(key)
  const seal = (cursor: Cursor | null) => cursor && sealCursor(key, cursor)
  // The page's data holds what it shows and nothing else: its address names the place in the list, and numbers do for
  // the movies' ids.
  const search = sealSearch(key, parsed.search)
  const movies = list.movies.map(({ title, format, length, releaseYear, rating }, at) => ({
    id: String(at),
    title,
    format,
    length,
    releaseYear,
    rating,
  }))
  return (
    <>
      <PublicHeader signedIn={user !== null} />
      <BucketScreen
        path={path}
        name={name}
        about={<p className="text-muted">Visible to anyone with the link.</p>}
        search={search}
        dropped={parsed.dropped}
        total={total}
        movies={movies}
        previous={seal(list.previous)}
        next={seal(list.next)}
        rail={rail}
      >
        {total === 0 && !isFiltered(search) && (
          <EmptyState title="No movies here yet">The owner of this bucket has not added any.</EmptyState>
        )}
        {movies.length > 0 && search.view === 'table' && (
          <MovieTable heads={columnHeads(path, search)}>
            {movies.map((movie) => (
              <MovieRow key={movie.id} movie={movie} />
            ))}
          </MovieTable>
        )}
        {movies.length > 0 && search.view === 'shelf' && <Shelf movies={movies} label="Movies" />}
      </BucketScreen>
    </>
  )
})
