import 'server-only'
import { type Access, inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { isAnswered, recallAnswer, runOnce } from '@/db/idempotency'
import { completeImport } from '@/db/import/confirm'
import { openImport } from '@/db/import/imports'
import { getImport } from '@/db/import/preview'
import { listImportRows, pageImportRows } from '@/db/import/read-rows'
import { includeDuplicates } from '@/db/import/revise'
import { stageImport } from '@/db/import/stage'
import { discardImport } from '@/db/import/undo'
import { IMPORT_ROWS, type ImportQuery, readFill } from '@/domain/api/import-query'
import { misfit } from '@/domain/api/problem'
import { countAdded, type ImportPreview, reportRow } from '@/domain/import/staged'
import type { Call } from '@/server/api/endpoint'
import type { Answer } from '@/server/api/respond'
import type { Upload } from '@/server/api/upload'

type ImportCall = Call<ImportQuery, undefined, Upload>
type Place = { actor: Actor; bucketId: string; importId: string }

/** An import as the API shows it, with the rows that wait or were not added, from the one after `after` on. */
export async function importBody(access: Access, importId: string, after = -1) {
  const found = await getImport(access, importId)
  const rows = await listImportRows(access, importId, { after, most: IMPORT_ROWS + 1 })
  const shown = rows.slice(0, IMPORT_ROWS)
  const nextRow = rows.length > IMPORT_ROWS ? (shown.at(-1)?.row ?? null) : null
  return { ...headOf(found), rows: shown.map(reportRow), nextRow }
}

function headOf({ id, name, state, createdAt, parts, undone, counts }: ImportPreview) {
  return { id, name, state, createdAt, added: countAdded(parts), undone, counts }
}

/** Imports a body: stages it as it comes in, and adds what is ready in one transaction, with the key's answer. */
export async function importMovies(call: ImportCall): Promise<Answer> {
  const { actor, params, query, upload, url } = call
  const bucketId = params.bucketId ?? ''
  if (query.dry_run) return dryRun(call, bucketId)
  const answered = await inBucket(actor, bucketId, 'importMovies', async ({ db }) =>
    upload.key ? isAnswered(db, upload.key) : false,
  )
  if (answered) return answerAgain(call, bucketId)
  const place = { actor, bucketId, importId: await stage(call, bucketId) }
  const { importId } = place
  const added = await inBucket(actor, bucketId, 'importMovies', (access) =>
    runOnce(access.db, upload.once(), async (): Promise<Answer> => {
      await completeImport(access, importId, query.duplicates ?? 'skip')
      const headers = { location: `${url.pathname}/${importId}` }
      return { status: 201, body: await importBody(access, importId), headers }
    }),
  ).catch(async (error) => {
    await discard(place).catch(() => {})
    throw error
  })
  // The same request was at it at the same time, and was the first.
  if (added.again) await discard(place)
  return added.answer
}

function stage({ actor, query, upload }: ImportCall, bucketId: string): Promise<string> {
  const { format, bytes } = upload
  return stageImport(actor, bucketId, { name: query.name ?? 'HTTP API', bytes, format, fill: readFill(query) })
}

// Only while nothing of it was added: a commit whose answer got lost has been done all the same.
function discard({ actor, bucketId, importId }: Place): Promise<void> {
  return inBucket(actor, bucketId, 'importMovies', async (access) => {
    const { parts } = await openImport(access, importId)
    if (parts.length === 0) await discardImport(access, importId)
  })
}

// The body is read for its hash alone.
async function answerAgain({ actor, upload }: ImportCall, bucketId: string): Promise<Answer> {
  for await (const _ of upload.bytes);
  return inBucket(actor, bucketId, 'importMovies', async ({ db }) => {
    const once = upload.once()
    if (!once) throw new Error('there is no key')
    return recallAnswer<Answer>(db, once)
  })
}

async function dryRun(call: ImportCall, bucketId: string): Promise<Answer> {
  if (call.upload.key) {
    const message = 'Idempotency-Key: a dry run changes nothing, and its answer is not kept. Send it without a key'
    throw misfit([{ field: 'Idempotency-Key', code: 'invalid', message }])
  }
  const place = { actor: call.actor, bucketId, importId: await stage(call, bucketId) }
  return { status: 200, text: { mediaType: 'application/json; charset=utf-8', pieces: reportText(place, call.query) } }
}

// Staged like any other import, told row by row, and gone when all was told or nobody listens any more.
async function* reportText(place: Place, { duplicates }: ImportQuery): AsyncGenerator<string> {
  const { actor, bucketId, importId } = place
  try {
    const found = await inBucket(actor, bucketId, 'importMovies', async (access) => {
      if (duplicates) await includeDuplicates(access, importId, 'all', true)
      return getImport(access, importId)
    })
    const head = JSON.stringify({ ...headOf(found), id: null, state: 'dry_run' })
    let text = `${head.slice(0, -1)},"rows":[`
    let separator = ''
    for await (const rows of pageImportRows(actor, bucketId, importId)) {
      for (const row of rows) {
        text += `${separator}${JSON.stringify(reportRow(row))}`
        separator = ','
      }
      yield text
      text = ''
    }
    // The end is told when it is gone, so that whoever has it all finds nothing left.
    await discard(place)
    yield `${text}],"nextRow":null}`
  } finally {
    await discard(place).catch(() => {})
  }
}
