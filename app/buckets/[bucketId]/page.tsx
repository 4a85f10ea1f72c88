import { page } from '@/app/page-wrappers'
import { AddButton } from '@/components/movies/form/add-button'
import { AddSought } from '@/components/movies/list/add-sought'
import { BucketScreen } from '@/components/movies/list/bucket-screen'
import { columnHeads } from '@/components/movies/list/column-heads'
import { ExportLinks } from '@/components/movies/list/export-links'
import { MovieList } from '@/components/movies/list/movie-list'
import { NothingMatches } from '@/components/movies/list/nothing-matches'
import { ShareButton } from '@/components/sharing/share-button'
import { inBucket } from '@/db/buckets/access'
import { withLastEdits } from '@/db/movies/last-edit'
import { countByMark } from '@/db/movies/rail'
import { listMovies } from '@/db/movies/read'
import { getAudience } from '@/db/sharing/audience'
import { bucketPath, listPath } from '@/domain/paths'
import { filterOf, formatSearch, isFiltered, parseSearch, type Search } from '@/domain/search/search'
import { describeAudience } from '@/domain/sharing/audience'
import { can } from '@/domain/sharing/roles'
import { readLastView, readPreferences } from '@/server/preferences'
import { BucketHeader } from './bucket-header'

export default page<PageProps<'/buckets/[bucketId]'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { search, dropped } = parseSearch(await searchParams)
  const { shortcuts } = await readPreferences()
  const view = search.view ?? (await readLastView()) ?? 'table'
  const { bucket, list, total, rail, audience } = await inBucket(
    { userId: user.id },
    bucketId,
    'readMovies',
    async (access) => {
      const list = await listMovies(access, search)
      const audience = await getAudience(access)
      // The last editor matters only where several people edit.
      if (audience.together) list.movies = await withLastEdits(access, list)
      return { bucket: access.bucket, list, audience, ...(await countByMark(access, search)) }
    },
  )
  const path = bucketPath(bucket.id)
  const editable = can(bucket.role, 'editMovies')
  const empty = total === 0 && !isFiltered(search)

  return (
    <>
      <title>{`${bucket.name} · moviebucket`}</title>
      <BucketHeader
        user={user}
        bucketId={bucketId}
        editable={editable}
        search={search}
        entries={!empty && <ExportLinks path={path} search={search} total={total} />}
      >
        {editable && !empty && <AddButton shortcuts={shortcuts} />}
      </BucketHeader>
      <BucketScreen
        path={path}
        name={bucket.name}
        about={describeAudience(audience)}
        actions={can(bucket.role, 'readSharing') && <ShareButton bucketId={bucket.id} />}
        search={search}
        view={view}
        dropped={dropped}
        total={total}
        movies={list.movies}
        previous={list.previous}
        next={list.next}
        rail={rail}
      >
        {total === 0 && !empty && (
          <NothingMatches path={path} search={search}>
            {editable && search.q && <AddSought title={search.q} />}
          </NothingMatches>
        )}
        <MovieList
          movies={list.movies}
          view={view}
          heads={columnHeads(path, search, audience)}
          filter={formatSearch({ ...filterOf(search), ...PLAIN })}
          total={total}
          editable={editable}
          shortcuts={shortcuts}
          now={audience.together ? Date.now() : undefined}
          otherViewHref={listPath(path, { ...search, view: view === 'table' ? 'shelf' : 'table' })}
          empty={empty}
        />
      </BucketScreen>
    </>
  )
})

const PLAIN: Pick<Search, 'sort'> = { sort: { key: 'title', descending: false } }
