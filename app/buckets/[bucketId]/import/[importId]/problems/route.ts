import { inBucket } from '@/db/buckets/access'
import { getImport } from '@/db/import/preview'
import { pageImportRows } from '@/db/import/read-rows'
import { csvRow, unguardCell } from '@/domain/export/csv-cell'
import { BYTE_ORDER_MARK } from '@/domain/export/formats'
import { exportResponse } from '@/server/export/export-response'
import { route } from '@/server/route'

type Context = RouteContext<'/buckets/[bucketId]/import/[importId]/problems'>

/**
 * The rows with a problem as a CSV file, or with `?all=yes` all rows that an import left but those that are the same here, each as the file has it, below the file's header; but cells that a spreadsheet
 * would compute are guarded, because the person who opens the file need not be the one who chose it.
 */
export const GET = route<Context>('downloadProblems', async (user, request, { params }) => {
  const { bucketId, importId } = await params
  const actor = { userId: user.id }
  const all = request.nextUrl.searchParams.get('all') === 'yes'
  const { header, settings } = await inBucket(actor, bucketId, 'readImports', (access) => getImport(access, importId))
  // A file in the format of our export may be from another program: its cells that are not guarded are guarded here.
  const plain = (cell: string) => (settings.guarded ? unguardCell(cell) : cell)
  const toCsv = (cells: readonly string[]) => csvRow(cells.map(plain))

  async function* text() {
    yield header.length > 0 ? toCsv(header) : ''
    for await (const rows of pageImportRows(actor, bucketId, importId, all ? undefined : ['problem', 'incomplete']))
      yield rows
        .filter(({ same }) => !same)
        .map(({ cells }) => toCsv(cells))
        .join('')
  }
  return exportResponse(text(), {
    mediaType: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${all ? 'rows-left' : 'problem-rows'}.csv"`,
    before: BYTE_ORDER_MARK,
  })
})
