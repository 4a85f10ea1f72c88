import { page } from '@/app/page-wrappers'
import { AddButton } from '@/components/movies/form/add-button'
import { BucketScreen } from '@/components/movies/list/bucket-screen'
import { columnHeads } from '@/components/movies/list/column-heads'
import { MovieList } from '@/components/movies/list/movie-list'
import { AudienceLine } from '@/components/sharing/audience-line'
import { inBucket } from '@/db/buckets/access'
import { withLastEdits } from '@/db/movies/last-edit'
import { countByMark } from '@/db/movies/rail'
import { listMovies } from '@/db/movies/read'
import { getAudience } from '@/db/sharing/audience'
import { bucketPath, listPath } from '@/domain/paths'
import { filterOf, formatSearch, isFiltered, parseSearch, type Search } from '@/domain/search/search'
import { can } from '@/domain/sharing/roles'
import { readPreferences } from '@/server/preferences'
import { BucketHeader } from './bucket-header'

export default page<PageProps<'/buckets/[bucketId]'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { search, dropped } = parseSearch(await searchParams)
  const { shortcuts } = await readPreferences()
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
      <BucketHeader user={user} bucketId={bucketId} editable={editable}>
        {editable && !empty && <AddButton shortcuts={shortcuts} />}
      </BucketHeader>
      <BucketScreen
        path={path}
        name={bucket.name}
        about={<AudienceLine bucketId={bucket.id} audience={audience} />}
        search={search}
        dropped={dropped}
        total={total}
        movies={list.movies}
        previous={list.previous}
        next={list.next}
        rail={rail}
      >
        <MovieList
          movies={list.movies}
          view={search.view}
          heads={columnHeads(path, search, audience)}
          filter={formatSearch({ ...filterOf(search), ...PLAIN })}
          total={total}
          editable={editable}
          shortcuts={shortcuts}
          now={audience.together ? Date.now() : undefined}
          otherViewHref={listPath(path, { ...search, view: search.view === 'table' ? 'shelf' : 'table' })}
          empty={empty}
        />
      </BucketScreen>
    </>
  )
})

const PLAIN: Pick<Search, 'sort' | 'view'> = { sort: { key: 'title', descending: false }, view: 'table' }
