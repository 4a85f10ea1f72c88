import { stringify } from 'csv-stringify/sync'
import { inBucket } from '@/db/buckets/access'
import { getImport, listImportRows } from '@/db/import/imports'
import { guardCell, unguardCell } from '@/domain/export/csv-cell'
import type { StagedRow } from '@/domain/import/staged'
import { route } from '@/server/route'

type Context = RouteContext<'/buckets/[bucketId]/import/[importId]/problems'>

const PAGE = 1000

/**
 * The rows that wait with a problem as a CSV file, each as it stood in the file, below the file's names of columns; but
 * what a spreadsheet would compute is guarded: who opens it need not be who chose the file.
 */
export const GET = route<Context>('downloadProblems', async (user, _, { params }) => {
  const { bucketId, importId } = await params
  const read = (after: number) =>
    inBucket({ userId: user.id }, bucketId, 'readImports', (access) =>
      listImportRows(access, importId, { state: 'problem', after, most: PAGE }),
    )
  const { header, settings } = await inBucket({ userId: user.id }, bucketId, 'readImports', (access) =>
    getImport(access, importId),
  )
  // A file of our own need not have been written by us: what is not guarded in it either is guarded here.
  const plain = (cell: string) => (settings.guarded ? unguardCell(cell) : cell)
  const asText = (cells: readonly string[]) => cells.map((cell) => guardCell(plain(cell)))
  const encoder = new TextEncoder()
  const pages = eachPage(read)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      // With a byte order mark, by which spreadsheets know UTF-8.
      controller.enqueue(encoder.encode(`\ufeff${header.length > 0 ? stringify([asText(header)], FORM) : ''}`))
    },
    async pull(controller) {
      const { value, done } = await pages.next()
      if (done) controller.close()
      else
        controller.enqueue(
          encoder.encode(
            stringify(
              value.map(({ cells }) => asText(cells)),
              FORM,
            ),
          ),
        )
    },
    cancel: async () => void (await pages.return(undefined)),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="problem-rows.csv"',
      'cache-control': 'no-store',
    },
  })
})

// Where a semicolon or a tab parts cells, they must not do it inside of ours.
const FORM = { record_delimiter: '\r\n', quoted_match: /[;\t]/ } as const

async function* eachPage(read: (after: number) => Promise<StagedRow[]>): AsyncGenerator<StagedRow[], undefined, void> {
  for (let after = -1; ; ) {
    const rows = await read(after)
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return undefined
    after = rows.at(-1)?.row ?? after
  }
}
