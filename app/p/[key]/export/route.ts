import { inBucket } from '@/db/buckets/access'
import { exportFile, parseExport } from '@/server/export/export-request'
import { requireRate } from '@/server/rate-limit'
import { publicRoute } from '@/server/route'

// For all visitors of a page together, because they are anonymous.
const A_MINUTE = 30

/** Exports the list of a public page, for everyone as for a signed-out visitor. */
export const GET = publicRoute<RouteContext<'/p/[key]/export'>>('exportPublicPage', async (request, { params }) => {
  const { key } = await params
  const { id, name } = await inBucket(null, key, 'readMovies', async ({ bucket }) => bucket)
  await requireRate(`export:${id}`, A_MINUTE)
  const { format, search } = parseExport(request.nextUrl.searchParams)
  return exportFile({ actor: null, address: key, search }, format, name)
})
