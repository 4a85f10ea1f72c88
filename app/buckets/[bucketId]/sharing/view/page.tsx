import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { page } from '@/app/page-wrappers'
import { MovieRow } from '@/components/movies/list/movie-row'
import { type ColumnHead, MovieTable } from '@/components/movies/list/movie-table'
import { PerspectiveForm } from '@/components/sharing/perspective-form'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { openPerspective } from '@/db/sharing/perspective'
import { perspectivePath, sharingPath } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { parsePerspective } from '@/domain/sharing/perspective'
import { describeReason } from '@/domain/sharing/reach'
import { ROLE_CAN } from '@/domain/sharing/role-words'
import { counted } from '@/domain/text'

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
  const perspective = parsePerspective(given)
  if (!perspective) throw new AppError('not_found', 'There is no such person or group.')
  const opened = await openPerspective({ userId: user.id }, bucketId, perspective)
  const { bucket, who, role, reasons, seen, reach, groups } = opened
  return (
    <>
      <title>{`${bucket.name} as ${who} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucket.id} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-5 px-4 pt-6 pb-32">
        <PageHead
          back={{ href: sharingPath(bucket.id), label: 'Back to Sharing' }}
          title={`${bucket.name}, as ${who}`}
        />
        <PerspectiveForm action={perspectivePath(bucket.id)} current={given} reach={reach} groups={groups} />
        <Notice title={role ? `Role: ${role}` : 'No access'}>
          {role
            ? `${reasons.length > 0 ? `Because: ${reasons.map(describeReason).join('; ')}. ` : 'Because the public link is on. '}They can ${ROLE_CAN[role]}.`
            : 'The public link is off. A person without access who opens the address is told that there is no such page.'}
        </Notice>
        {seen && (
          <section aria-labelledby="preview" className="flex flex-col gap-3">
            <h2 id="preview">What they see</h2>
            {seen.total === 0 ? (
              <EmptyState title="No movies here yet" />
            ) : (
              <>
                <p className="text-muted">
                  {counted(seen.total, 'movie')}
                  {seen.total > seen.movies.length && `, the first ${seen.movies.length} shown`}. Nothing can be changed
                  here.
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
