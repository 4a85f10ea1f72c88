import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { page } from '@/app/page-wrappers'
import { MovieRow } from '@/components/movies/list/movie-row'
import { type ColumnHead, MovieTable } from '@/components/movies/list/movie-table'
import { ViewAsForm } from '@/components/sharing/view-as-form'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { viewAs } from '@/db/sharing/view-as'
import { perspectivePath, sharingPath } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { describeWay, parseViewedAs, ROLE_CAN } from '@/domain/sharing/grants'

const HEADS: ColumnHead[] = [
  { label: 'Title', key: 'title' },
  { label: 'Format' },
  { label: 'Length', key: 'length' },
  { label: 'Year', key: 'year' },
  { label: 'Rating', key: 'rating' },
]

export default page<PageProps<'/buckets/[bucketId]/sharing/view'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const given = String((await searchParams).as ?? 'everyone')
  const as = parseViewedAs(given)
  if (!as) throw new AppError('not_found', 'Nobody is called that.')
  const { bucket, who, role, ways, seen, reached, groups } = await viewAs({ userId: user.id }, bucketId, as)
  return (
    <>
      <title>{`${bucket.name} as ${who} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucket.id} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-5 px-4 pt-6 pb-32">
        <PageHead
          back={{ href: sharingPath(bucket.id), label: 'Back to Sharing' }}
          title={`${bucket.name}, as ${who}`}
        />
        <ViewAsForm action={perspectivePath(bucket.id)} current={given} reached={reached} groups={groups} />
        <Notice title={role ? `Role: ${role}` : 'No access'}>
          {role
            ? `${ways.length > 0 ? `Because: ${ways.map(describeWay).join('; ')}. ` : 'Because the public link is on. '}They can ${ROLE_CAN[role]}.`
            : 'The public link is off. Whoever opens the address without having been given access is told that there is no such page.'}
        </Notice>
        {seen && (
          <section aria-labelledby="preview" className="flex flex-col gap-3">
            <h2 id="preview">What they see</h2>
            {seen.total === 0 ? (
              <EmptyState title="No movies here yet" />
            ) : (
              <>
                <p className="text-muted">
                  {seen.total.toLocaleString('en')} {seen.total === 1 ? 'movie' : 'movies'}
                  {seen.total > seen.movies.length && `, the first ${seen.movies.length} shown`}. Only to look at here.
                </p>
                <MovieTable heads={HEADS}>
                  {seen.movies.map((movie) => (
                    <MovieRow key={movie.id} movie={movie} />
                  ))}
                </MovieTable>
              </>
            )}
          </section>
        )}
      </main>
    </>
  )
})
