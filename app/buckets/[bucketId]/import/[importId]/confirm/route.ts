import { rememberFailure } from '@/app/buckets/[bucketId]/import/failure-cookie'
import { inBucket } from '@/db/buckets/access'
import { clearCancellation, confirmImport } from '@/db/import/confirm'
import { importPath } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { toFailure } from '@/server/failure'
import { requestId } from '@/server/request'
import { writeRoute } from '@/server/route'

type Context = RouteContext<'/buckets/[bucketId]/import/[importId]/confirm'>
type Confirm = (onAdded?: (count: number) => void) => Promise<object>

/**
 * Adds the rows that are ready. The answer tells the progress, a line of JSON each time (`{"added":5000}`), and at the
 * end the result (`{"done":…}` or `{"failure":…}`). A form posted without JavaScript is redirected to the import.
 */
export const POST = writeRoute<Context>('confirmImport', async (user, request, { params }) => {
  const { bucketId, importId } = await params
  const actor = { userId: user.id }
  const clear = () => inBucket(actor, bucketId, 'importMovies', (access) => clearCancellation(access, importId))
  const confirm: Confirm = (onAdded) =>
    inBucket(actor, bucketId, 'importMovies', (access) => confirmImport(access, importId, onAdded))
  if (request.headers.get('accept') === 'application/x-ndjson') {
    await clear()
    return streamProgress(confirm)
  }
  try {
    await clear()
    await confirm()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    await rememberFailure(bucketId, error.message)
  }
  return new Response(null, { status: 303, headers: { location: importPath(bucketId, importId) } })
})

async function streamProgress(confirm: Confirm): Promise<Response> {
  const id = await requestId()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      // A client that has closed its tab does not stop the import: writing to it fails, and that is ignored.
      const write = (line: object) =>
        ignoreClosed(() => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`)))
      try {
        write({ done: await confirm((added) => write({ added })) })
      } catch (error) {
        const { code, message } = toFailure(error, id)
        write({ failure: { code, message } })
      }
      ignoreClosed(() => controller.close())
    },
  })
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } })
}

function ignoreClosed(write: () => void): void {
  try {
    write()
  } catch {
    // The stream is closed.
  }
}
