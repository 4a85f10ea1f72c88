import { page } from '@/app/_server/page'
import { MoviePageForm } from '@/components/movies/movie-page-form'
import { inBucket } from '@/db/buckets'
import { FORMATS } from '@/domain/movie'
import { BucketHeader } from '../bucket-header'
import { postMovie } from '../form-actions'

export default page<PageProps<'/buckets/[bucketId]/new'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { format } = await searchParams
  const bucket = await inBucket({ userId: user.id }, bucketId, 'addMovies', async (access) => access.bucket)
  return (
    <>
      <title>Add a movie · moviebucket</title>
      <BucketHeader user={user} bucketId={bucketId} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-xl flex-col gap-5 px-4 pt-6 pb-32">
        <h1>Add to {bucket.name}</h1>
        <MoviePageForm format={FORMATS.find((name) => name === format)} action={postMovie.bind(null, bucketId)} />
      </main>
    </>
  )
})
