import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { postMovie } from '@/app/buckets/[bucketId]/form-actions'
import { page } from '@/app/page-wrappers'
import { MoviePageForm } from '@/components/movies/form/movie-page-form'
import { inBucket } from '@/db/buckets/access'
import { FORMATS } from '@/domain/movies/movie'
import { readOneLine } from '@/domain/movies/one-line'

export default page<PageProps<'/buckets/[bucketId]/new'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { format, line } = await searchParams
  const said = typeof line === 'string' ? readOneLine(line.slice(0, 300), new Date().getFullYear() + 1) : {}
  const bucket = await inBucket({ userId: user.id }, bucketId, 'addMovies', async (access) => access.bucket)
  return (
    <>
      <title>Add a movie · moviebucket</title>
      <BucketHeader user={user} bucketId={bucketId} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-xl flex-col gap-5 px-4 pt-6 pb-32">
        <h1>Add to {bucket.name}</h1>
        <MoviePageForm
          initial={{ format: FORMATS.find((name) => name === format), ...said }}
          action={postMovie.bind(null, bucketId)}
        />
      </main>
    </>
  )
})
