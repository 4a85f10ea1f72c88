import { rememberProblem } from '@/app/buckets/[bucketId]/import/upload-problem'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { confirmImport } from '@/db/import/confirm'
import { openImport } from '@/db/import/imports'
import { cancelImport } from '@/db/import/revise'
import { importPath } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { toFailure } from '@/server/failure'
import { requestId } from '@/server/request'
import { writeRoute } from '@/server/route'

type Context = RouteContext<'/buckets/[bucketId]/import/[importId]/confirm'>

/**
 * Adds what is ready. Tells how far it is a line of JSON each (`{"added":5000}`), and at last how it ended
 * (`{"done":…}` or `{"failure":…}`); a form that is posted without JavaScript is sent on to the import instead. It
 * goes on when nobody listens any more: a closed tab stops nothing.
 */
export const POST = writeRoute<Context>('confirmImport', async (user, request, { params }) => {
  const { bucketId, importId } = await params
  const actor = { userId: user.id }
  return request.headers.get('accept') === 'application/x-ndjson'
    ? letGoOn(actor, bucketId, importId).then(() => tellProgress(actor, bucketId, importId))
    : sendOn(actor, bucketId, importId)
})

// Not while somebody else is at it: they would go on in spite of having been told to stop.
function letGoOn(actor: Actor, bucketId: string, importId: string): Promise<void> {
  return inBucket(actor, bucketId, 'importMovies', async (access) => {
    await openImport(access, importId, 'alone')
    await cancelImport(access, importId, false)
  })
}

async function sendOn(actor: Actor, bucketId: string, importId: string): Promise<Response> {
  const path = importPath(bucketId, importId)
  try {
    await letGoOn(actor, bucketId, importId)
    await inBucket(actor, bucketId, 'importMovies', (access) => confirmImport(access, importId))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    await rememberProblem(bucketId, error.message)
  }
  return new Response(null, { status: 303, headers: { location: path } })
}

async function tellProgress(actor: Actor, bucketId: string, importId: string): Promise<Response> {
  const id = await requestId()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (line: object) => {
        try {
          controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
        } catch {
          // Nobody listens any more.
        }
      }
      try {
        const done = await inBucket(actor, bucketId, 'importMovies', (access) =>
          confirmImport(access, importId, (added) => say({ added })),
        )
        say({ done })
      } catch (error) {
        const { code, message } = toFailure(error, id)
        say({ failure: { code, message } })
      }
      try {
        controller.close()
      } catch {
        // The same.
      }
    },
  })
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } })
}
