import { inBucket } from '@/db/buckets/access'
import { exportFile, parseExport } from '@/server/export/export-request'
import { requireRate } from '@/server/rate-limit'
import { publicRoute } from '@/server/route'

// Whoever has the address counts together: nobody needs to say who they are.
const A_MINUTE = 30

/** What a public page's list shows, as a file. Everybody is nobody here, as on the page. */
export const GET = publicRoute<RouteContext<'/p/[key]/export'>>('exportPublicPage', async (request, { params }) => {
  const { key } = await params
  const { id, name } = await inBucket(null, key, 'readMovies', async ({ bucket }) => bucket)
  await requireRate(`export:${id}`, A_MINUTE)
  const { format, search } = parseExport(request.nextUrl.searchParams)
  return exportFile({ actor: null, address: key, search }, format, name)
})
