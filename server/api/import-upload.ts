import 'server-only'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { isAnswered, recallAnswer, runOnce } from '@/db/idempotency'
import { completeImport } from '@/db/import/confirm'
import { openImport } from '@/db/import/imports'
import { getImport } from '@/db/import/preview'
import { pageImportRows } from '@/db/import/read-rows'
import { includeDuplicates } from '@/db/import/revise'
import { stageImport } from '@/db/import/stage'
import { discardImport } from '@/db/import/undo'
import { reportRow } from '@/domain/import/staged'
import type { Answer } from './answer'
import type { Call } from './endpoint'
import { showImport, summarizeImport } from './import-answer'
import { type ImportQuery, readColumns, readFill } from './import-query'
import { misfit } from './problem'
import type { Upload } from './upload'

type ImportCall = Call<ImportQuery, undefined, Upload>
type Place = { actor: Actor; bucketId: string; importId: string }

/** Imports a body: stages it while it arrives, and adds what is ready in one transaction, with the answer of its key. */
export async function importUpload(call: ImportCall): Promise<Answer> {
  const { actor, params, query, upload, url } = call
  const bucketId = params.bucketId
  if (query.duplicates && query.mode && query.mode !== 'add') {
    const message = `duplicates: mode=${query.mode} changes the movies that rows repeat, so none is added beside them`
    throw misfit([{ field: 'duplicates', code: 'invalid', message }])
  }
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
      return { status: 201, body: await showImport(access, importId), headers }
    }),
  ).catch(async (error) => {
    await discard(place).catch(() => {})
    throw error
  })
  // The same request came twice at the same time, and the other one was first.
  if (added.again) await discard(place)
  return added.answer
}

function stage({ actor, query, upload }: ImportCall, bucketId: string): Promise<string> {
  const { format, bytes } = upload
  const { name = 'HTTP API', mode } = query
  const wishes = { mode, fill: readFill(query), columns: readColumns(query) }
  return stageImport(actor, bucketId, { name, bytes, format, ...wishes })
}

// Only while nothing of it was added: a commit counts even if its answer was lost.
function discard({ actor, bucketId, importId }: Place): Promise<void> {
  return inBucket(actor, bucketId, 'importMovies', async (access) => {
    const { parts } = await openImport(access, importId)
    if (parts.length === 0) await discardImport(access, importId)
  })
}

// Reads the body only for its hash.
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
    const message = 'Idempotency-Key: a dry run changes nothing, and its answer is not kept. Send it without the key'
    throw misfit([{ field: 'Idempotency-Key', code: 'invalid', message }])
  }
  const place = { actor: call.actor, bucketId, importId: await stage(call, bucketId) }
  return { status: 200, text: { mediaType: 'application/json; charset=utf-8', pieces: reportText(place, call.query) } }
}

// Stages the import like any other, reports it row by row, and discards it at the end or when the client leaves.
async function* reportText(place: Place, { duplicates }: ImportQuery): AsyncGenerator<string> {
  const { actor, bucketId, importId } = place
  try {
    const found = await inBucket(actor, bucketId, 'importMovies', async (access) => {
      if (duplicates) await includeDuplicates(access, importId, 'all', true)
      return getImport(access, importId)
    })
    const head = JSON.stringify({ ...summarizeImport(found, true), id: null, state: 'dry_run' })
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
    // The import goes before the last piece: a client that has read everything finds nothing left.
    await discard(place)
    yield `${text}],"nextRow":null}`
  } finally {
    await discard(place).catch(() => {})
  }
}
