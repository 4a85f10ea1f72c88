import 'server-only'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import type { ReportedRow, StagedRow } from '@/domain/import/staged'
import { listImportRows } from './imports'

const PAGE = 1000

/**
 * What confirming an import would do, row by row in the order of the file, a page of rows at a time: for a dry run
 * over the API. The import is only looked at.
 * @throws {AppError} `not_found`, and what `inBucket` throws
 */
export async function* reportImport(actor: Actor, bucketId: string, importId: string): AsyncGenerator<ReportedRow[]> {
  for (let after = -1; ; ) {
    const rows = await inBucket(actor, bucketId, 'readImports', (access) =>
      listImportRows(access, importId, { after, most: PAGE }),
    )
    if (rows.length > 0) yield rows.map(reportRow)
    if (rows.length < PAGE) return
    after = rows.at(-1)?.row ?? after
  }
}

/** A row of an import as it is reported. */
export function reportRow({ row, state, values, problems, same, kind }: StagedRow): ReportedRow {
  return {
    row,
    outcome: state === 'ready' ? 'add' : state,
    ...(values && { movie: values }),
    ...(problems.length > 0 && { errors: problems }),
    ...(same && { same }),
    ...(kind !== undefined && { kind }),
  }
}
