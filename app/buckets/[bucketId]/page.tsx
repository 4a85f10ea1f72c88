import { page } from '@/app/_server/page'
import { readPreferences } from '@/app/_server/preferences'
import { AddButton } from '@/components/movies/add-button'
import { columnHeads } from '@/components/movies/column-heads'
import { EmptyBucket } from '@/components/movies/empty-bucket'
import { FilterChips } from '@/components/movies/filter-chips'
import { listHref } from '@/components/movies/hrefs'
import { JumpRail } from '@/components/movies/jump-rail'
import { MovieList } from '@/components/movies/movie-list'
import { Pager } from '@/components/movies/pager'
import { SearchForm } from '@/components/movies/search-form'
import { SortSelect } from '@/components/movies/sort-select'
import { ViewSwitch } from '@/components/movies/view-switch'
import { EmptyState } from '@/components/ui/empty-state'
import { inBucket } from '@/db/buckets'
import { countMovies, listMovies } from '@/db/movies'
import { can } from '@/domain/roles'
import { changeSearch, filterOf, formatSearch, isFiltered, parseSearch, type Search } from '@/domain/search'
import type { Cursor } from '@/domain/search-cursor'
import { BucketHeader } from './bucket-header'

export default page<PageProps<'/buckets/[bucketId]'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { search, dropped } = parseSearch(await searchParams)
  const { shortcuts } = await readPreferences()
  const { bucket, list, total, rail } = await inBucket({ userId: user.id }, bucketId, 'readMovies', async (access) => ({
    bucket: access.bucket,
    list: await listMovies(access, search),
    ...(await countMovies(access, search)),
  }))
  const editable = can(bucket.role, 'editMovies')
  const filtered = isFiltered(search)
  const empty = total === 0 && !filtered
  const pageHref = (at: 'after' | 'before', cursor: Cursor | null) =>
    cursor ? listHref(bucketId, { ...search, position: { at, cursor } }) : undefined

  return (
    <>
      <title>{`${bucket.name} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucketId} editable={editable}>
        {editable && !empty && <AddButton bucketId={bucketId} shortcuts={shortcuts} />}
      </BucketHeader>
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-4 px-4 pt-6 pb-32">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1>{bucket.name}</h1>
          <p className="text-muted">{audienceSentence(bucket.visibility)}</p>
        </div>
        {!empty && (
          <>
            <SearchForm bucketId={bucketId} search={search} total={total} filtered={filtered} />
            <FilterChips bucketId={bucketId} search={search} dropped={dropped} />
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p role="status" className="text-muted">
                {countSentence(total, filtered)}
              </p>
              <div className="flex items-center gap-2">
                <SortSelect bucketId={bucketId} search={search} />
                <ViewSwitch bucketId={bucketId} search={search} />
              </div>
            </div>
            {total > list.movies.length && <JumpRail bucketId={bucketId} search={search} marks={rail} />}
          </>
        )}
        {total === 0 && filtered && (
          <EmptyState title="Nothing matches">Take a filter away above, or look for fewer words.</EmptyState>
        )}
        <MovieList
          movies={list.movies}
          view={search.view}
          heads={columnHeads(bucketId, search)}
          filter={formatSearch({ ...filterOf(search), ...PLAIN })}
          total={total}
          editable={editable}
          shortcuts={shortcuts}
          otherViewHref={listHref(bucketId, { ...search, view: search.view === 'table' ? 'shelf' : 'table' })}
          empty={empty ? <EmptyBucket editable={editable} /> : undefined}
        />
        <Pager
          first={listHref(bucketId, changeSearch(search, {}))}
          previous={pageHref('before', list.previous)}
          next={pageHref('after', list.next)}
        />
      </main>
    </>
  )
})

const PLAIN: Pick<Search, 'sort' | 'view'> = { sort: { key: 'title', descending: false }, view: 'table' }

function audienceSentence(visibility: 'private' | 'everyone'): string {
  return visibility === 'private' ? 'Visible to nobody but you.' : 'Visible to anyone with the address.'
}

function countSentence(total: number, filtered: boolean): string {
  const movies = `${total.toLocaleString('en')} ${total === 1 ? 'movie' : 'movies'}`
  return filtered ? `${movies} ${total === 1 ? 'matches' : 'match'}` : movies
}
