import { inBucket } from '@/db/buckets/access'
import { exportFile, parseExport } from '@/server/export/export-request'
import { requireRate } from '@/server/rate-limit'
import { publicRoute } from '@/server/route'

// All readers of one page share this limit, because nothing tells them apart.
const A_MINUTE = 30

/** The list of a public page as a file. A signed-in reader counts as signed out, as on the page. */
export const GET = publicRoute<RouteContext<'/p/[key]/export'>>('exportPublicPage', async (request, { params }) => {
  const { key } = await params
  const { id, name } = await inBucket(null, key, 'readMovies', async ({ bucket }) => bucket)
  await requireRate(`export:${id}`, A_MINUTE)
  const { format, search } = parseExport(request.nextUrl.searchParams)
  return exportFile({ actor: null, address: key, search }, format, name)
})
