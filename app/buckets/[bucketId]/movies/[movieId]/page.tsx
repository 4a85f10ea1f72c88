import { page } from '@/app/_server/page'
import { MoviePageForm } from '@/components/movies/movie-page-form'
import { Spine } from '@/components/movies/spine'
import { LastChangeLine } from '@/components/sharing/last-change-line'
import { findLastChange } from '@/db/activity'
import { inBucket } from '@/db/buckets'
import { getMovie } from '@/db/movies'
import { can } from '@/domain/roles'
import { spineLabel } from '@/domain/spine'
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
        <h1 className="wrap-anywhere">{movie.title}</h1>
        {editable ? (
          <MoviePageForm
            movie={movie}
            action={postEdit.bind(null, bucketId, movieId)}
            deleteAction={postDelete.bind(null, bucketId, movieId)}
          />
        ) : (
          <>
            <Spine movie={movie} orientation="upright" />
            <p>{spineLabel(movie)}</p>
          </>
        )}
        {change && <LastChangeLine change={change} now={Date.now()} />}
      </main>
    </>
  )
})
