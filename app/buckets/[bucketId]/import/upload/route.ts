import { rememberFailure } from '@/app/buckets/[bucketId]/import/failure-cookie'
import { type Access, inBucket } from '@/db/buckets/access'
import { completeRows } from '@/db/import/complete'
import { openImport } from '@/db/import/imports'
import { stageImport } from '@/db/import/stage'
import { discardImport } from '@/db/import/undo'
import { READING_FIELDS, readReadingForm } from '@/domain/import/reading-form'
import { UPLOAD_LIMIT } from '@/domain/import/upload'
import { type AppPath, importPath, importsPath, withQuery } from '@/domain/paths'
import { AppError, type ErrorCode } from '@/domain/result'
import { type Part, readMultipart } from '@/server/multipart'
import { writeRoute } from '@/server/route'

type Context = RouteContext<'/buckets/[bucketId]/import/upload'>
/** `fields` say how the file is read, and which import it replaces. */
type Upload = { name: string; bytes: AsyncIterable<Uint8Array>; fields: Record<string, string> }

const FIELDS: readonly string[] = [...READING_FIELDS, 'instead']
const LONGEST_FIELD = 1000

const SHOWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['invalid', 'conflict', 'rate_limited'])

/**
 * Stages an upload: the bytes of a file (with its name in `?name=`), or a posted form with a file or cells. With
 * `?completes=` its rows complete those of that import, as `?mode=` says, and nothing else is kept of it.
 */
export const POST = writeRoute<Context>('uploadImport', async (user, request, { params }) => {
  const { bucketId } = await params
  const type = request.headers.get('content-type') ?? ''
  const completes = request.nextUrl.searchParams.get('completes')
  const mode = request.nextUrl.searchParams.get('mode') === 'update' ? 'update' : 'fill'
  const posted = type.startsWith('multipart/form-data')
  try {
    requireFits(Number(request.headers.get('content-length') ?? 0))
    const body = limited(request.body, request.signal)
    const upload = posted ? await firstUpload(readMultipart(body, type)) : readAddress(request, body)
    const actor = { userId: user.id }
    const importId = await stageImport(actor, bucketId, { ...upload, choice: readReadingForm(upload.fields) })
    const { instead } = upload.fields
    if (instead) await inBucket(actor, bucketId, 'importMovies', (access) => replace(access, instead))
    const path = completes
      ? await complete(user.id, bucketId, completes, importId, mode)
      : importPath(bucketId, importId)
    return posted ? seeOther(path) : Response.json({ importId, path }, { status: 201, headers: { location: path } })
  } catch (error) {
    if (!posted || !(error instanceof AppError)) throw error
    // Without JavaScript the browser would show the answer itself, so it is redirected to a page with the reason.
    if (!SHOWN.has(error.code)) throw error
    await rememberFailure(bucketId, error.message)
    return seeOther(completes ? importPath(bucketId, completes) : importsPath(bucketId))
  }
})

/** Discards an import that added nothing yet: another reading of its file takes its place. */
async function replace(access: Access, importId: string): Promise<void> {
  const found = await openImport(access, importId).catch(() => undefined)
  if (found?.parts.length === 0) await discardImport(access, importId)
}

async function complete(
  userId: string,
  bucketId: string,
  importId: string,
  otherId: string,
  mode: 'fill' | 'update',
): Promise<AppPath> {
  const run = <T>(work: (access: Access) => Promise<T>) => inBucket({ userId }, bucketId, 'importMovies', work)
  try {
    const { rows, conflicts } = await run((access) => completeRows(access, importId, otherId, mode))
    return withQuery(importPath(bucketId, importId), { completed: rows, conflicts })
  } catch (error) {
    await run((access) => discardImport(access, otherId)).catch(() => {})
    throw error
  }
}

function readAddress({ nextUrl }: { nextUrl: URL }, bytes: AsyncIterable<Uint8Array>): Upload {
  const fields = FIELDS.flatMap((name): [string, string][] => [[name, nextUrl.searchParams.get(name) ?? '']])
  return { name: nextUrl.searchParams.get('name') ?? '', bytes, fields: Object.fromEntries(fields) }
}

/** The first part of the form that is not empty, the file or the pasted cells, and the fields before it. */
async function firstUpload(parts: AsyncIterable<Part>): Promise<Upload> {
  const fields: Record<string, string> = {}
  for await (const { name, fileName, bytes } of parts) {
    if (FIELDS.includes(name)) fields[name] = await readField(bytes)
    if (name !== 'file' && name !== 'cells') continue
    const first = await bytes.next()
    if (first.done) continue
    return { name: name === 'cells' ? 'Pasted cells' : (fileName ?? ''), bytes: prepend(first.value, bytes), fields }
  }
  throw new AppError('invalid', 'Choose a file, or paste some cells.')
}

async function readField(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of bytes) if (text.length <= LONGEST_FIELD) text += decoder.decode(piece, { stream: true })
  return text.slice(0, LONGEST_FIELD)
}

async function* prepend(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* rest
}

function requireFits(size: number): void {
  if (size > UPLOAD_LIMIT)
    throw new AppError('invalid', `This file is larger than the limit of ${UPLOAD_LIMIT / 1_000_000} MB.`)
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
    throw error instanceof AppError ? error : interrupted()
  }
  if (signal.aborted) throw interrupted()
}

function interrupted(): AppError {
  return new AppError('invalid', 'The upload was interrupted, so nothing of it was kept.')
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } })
}
