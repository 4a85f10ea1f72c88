import { inBucket } from '@/db/buckets/access'
import { exportFile, parseExport } from '@/server/export/export-request'
import { route } from '@/server/route'

/** The list of a bucket as a file. */
export const GET = route<RouteContext<'/buckets/[bucketId]/export'>>('exportBucket', async (user, request, context) => {
  const actor = { userId: user.id }
  const { bucketId } = await context.params
  const { name } = await inBucket(actor, bucketId, 'readMovies', async ({ bucket }) => bucket)
  const { format, search } = parseExport(request.nextUrl.searchParams)
  return exportFile({ actor, address: bucketId, search }, format, name)
})
