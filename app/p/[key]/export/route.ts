import { inBucket } from '@/db/buckets/access'
import { exportFile, parseExport } from '@/server/export/export-request'
import { requirePublicRate } from '@/server/public-rate'
import { publicRoute } from '@/server/route'

const A_MINUTE = { anAddress: 15, aBucket: 60 }

/** Exports the list of a public page, for everyone as for a signed-out visitor. */
export const GET = publicRoute<RouteContext<'/p/[key]/export'>>('exportPublicPage', async (request, { params }) => {
  const { key } = await params
  const { id, name } = await inBucket(null, key, 'readMovies', async ({ bucket }) => bucket)
  const { format, search } = parseExport(request.nextUrl.searchParams)
  await requirePublicRate('export', id, A_MINUTE)
  return exportFile({ actor: null, address: key, search }, format, name)
})
