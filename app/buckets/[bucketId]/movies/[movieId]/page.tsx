import { page } from '@/app/_server/page'
import { bucketPath } from '@/components/movies/hrefs'
import { MovieFacts } from '@/components/movies/movie-facts'
import { MoviePageForm } from '@/components/movies/movie-page-form'
import { LastChangeLine } from '@/components/sharing/last-change-line'
import { PageHead } from '@/components/ui/page-head'
import { findLastChange } from '@/db/activity'
import { inBucket } from '@/db/buckets'
import { getMovie } from '@/db/movies'
import { can } from '@/domain/roles'
import { BucketHeader } from '../../bucket-header'
import { postDelete, postEdit } from '../../form-actions'

export default page<PageProps<'/buckets/[bucketId]/movies/[movieId]'>>(async (user, { params }) => {
  const { bucketId, movieId } = await params
  const { bucket, movie, change } = await inBucket({ userId: user.id }, bucketId, 'readMovies', async (access) => ({
    bucket: access.bucket,
    movie: await getMovie(access, movieId),
    change: await findLastChange(access, movieId),
  }))
  const editable = can(bucket.role, 'editMovies')
  return (
    <>
      <title>{`${movie.title} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucketId} editable={editable} />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-xl flex-col gap-5 px-4 pt-6 pb-32">
        <PageHead back={{ href: bucketPath(bucketId), label: bucket.name }} title={movie.title} />
        {editable ? (
          <MoviePageForm
            movie={movie}
            action={postEdit.bind(null, bucketId, movieId)}
            deleteAction={postDelete.bind(null, bucketId, movieId)}
          />
        ) : (
          <MovieFacts movie={movie} />
        )}
        {change && <LastChangeLine change={change} now={Date.now()} />}
      </main>
    </>
  )
})
