import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { postDelete, postEdit } from '@/app/buckets/[bucketId]/form-actions'
import { page } from '@/app/page-wrappers'
import { MovieFacts } from '@/components/movies/form/movie-facts'
import { MoviePageForm } from '@/components/movies/form/movie-page-form'
import { LastEditLine } from '@/components/movies/history/last-edit-line'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets/access'
import { findLastEdit } from '@/db/movies/last-edit'
import { getMovie } from '@/db/movies/read'
import { bucketPath } from '@/domain/paths'
import { can } from '@/domain/sharing/roles'

export default page<PageProps<'/buckets/[bucketId]/movies/[movieId]'>>(async (user, { params }) => {
  const { bucketId, movieId } = await params
  const { bucket, movie, lastEdit } = await inBucket({ userId: user.id }, bucketId, 'readMovies', async (access) => ({
    bucket: access.bucket,
    movie: await getMovie(access, movieId),
    lastEdit: await findLastEdit(access, movieId),
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
        {lastEdit && <LastEditLine lastEdit={lastEdit} now={Date.now()} />}
      </main>
    </>
  )
})
