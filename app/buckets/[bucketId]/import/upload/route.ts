import { rememberProblem } from '@/app/buckets/[bucketId]/import/upload-problem'
import { stageImport } from '@/db/import/staging'
import { UPLOAD_LIMIT } from '@/domain/import/upload'
import { importPath, importsPath } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { readMultipart } from '@/server/multipart'
import { writeRoute } from '@/server/route'

type Context = RouteContext<'/buckets/[bucketId]/import/upload'>
type Upload = { name: string; bytes: AsyncIterable<Uint8Array> }

/** Takes a file as it is (with its name in `?name=`), or a posted form with a file or cells, and stages it. */
export const POST = writeRoute<Context>('uploadImport', async (user, request, { params }) => {
  const { bucketId } = await params
  const type = request.headers.get('content-type') ?? ''
  const posted = type.startsWith('multipart/form-data')
  try {
    requireFits(Number(request.headers.get('content-length') ?? 0))
    const body = limited(request.body, request.signal)
    const upload = posted ? await chosen(readMultipart(body, type)) : { name: nameOf(request), bytes: body }
    const importId = await stageImport({ userId: user.id }, bucketId, upload)
    const path = importPath(bucketId, importId)
    return posted ? seeOther(path) : Response.json({ importId, path }, { status: 201, headers: { location: path } })
  } catch (error) {
    if (!posted || !(error instanceof AppError)) throw error
    // A browser without JavaScript shows whatever comes back, so it is sent to where the reason is told.
    if (error.code !== 'invalid' && error.code !== 'conflict') throw error
    await rememberProblem(bucketId, error.message)
    return seeOther(importsPath(bucketId))
  }
})

function nameOf(request: { nextUrl: URL }): string {
  return request.nextUrl.searchParams.get('name') ?? ''
}

/** The first part of the form with anything in it: the file, or the cells that were pasted. */
async function chosen(parts: AsyncIterable<{ name: string; fileName?: string; bytes: AsyncGenerator<Uint8Array> }>) {
  for await (const { name, fileName, bytes } of parts) {
    if (name !== 'file' && name !== 'cells') continue
    const first = await bytes.next()
    if (first.done) continue
    const upload: Upload = {
      name: name === 'cells' ? 'Pasted cells' : (fileName ?? ''),
      // The parts are read inside the loop that gives them.
      bytes: begunWith(first.value, bytes),
    }
    return upload
  }
  throw new AppError('invalid', 'Choose a file, or paste some cells.')
}

async function* begunWith(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}

function requireFits(size: number): void {
  if (size > UPLOAD_LIMIT)
    throw new AppError('invalid', `This file is larger than ${UPLOAD_LIMIT / 1_000_000} MB, which is the limit.`)
}

async function* limited(body: ReadableStream<Uint8Array> | null, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length
      requireFits(size)
      yield chunk
    }
  } catch (error) {
    throw error instanceof AppError ? error : brokenOff()
  }
  if (signal.aborted) throw brokenOff()
}

function brokenOff(): AppError {
  return new AppError('invalid', 'The upload was broken off, so nothing of it was kept.')
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}
