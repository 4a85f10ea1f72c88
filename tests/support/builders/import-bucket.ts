import { beforeAll, beforeEach } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { undoImport } from '@/db/import/undo'
import type { ImportSettings } from '@/domain/import/settings'
import type { RowState } from '@/domain/import/staged'
import type { Corrections } from '@/domain/import/validate-row'
import { sql } from '@/tests/support/database/sql'
import { addBucket } from './buckets'
import { confirm, correct, preview, revise, rowsOf, stage } from './imports'
import { addPerson } from './people'

/** The first line of a file of our own. */
export const HEAD = 'title,format,length,releaseYear,rating\n'
/** A file of our own with two movies. */
export const TWO = `${HEAD}Alien,VHS,117,1979,5\nHeat,DVD,170,1995,4\n`

/** An empty bucket for each test of a file, and what tests do with it as its owner. */
export function importBucket() {
  const bucket = {
    id: '',
    owner: { userId: '', token: '' } as Awaited<ReturnType<typeof addPerson>>,
    run: <T>(work: (access: Access) => Promise<T>) => inBucket(bucket.owner, bucket.id, 'importMovies', work),
    stage: (file: string | Uint8Array) => stage(bucket.owner, bucket.id, file),
    preview: (importId: string) => preview(bucket.owner, bucket.id, importId),
    counts: async (importId: string) => (await bucket.preview(importId)).counts,
    rows: (importId: string, state?: RowState) => rowsOf(bucket.owner, bucket.id, importId, state),
    correct: (importId: string, row: number, corrections: Corrections) =>
      correct(bucket.owner, bucket.id, importId, row, corrections),
    revise: (importId: string, changes: Partial<ImportSettings>) => revise(bucket.owner, bucket.id, importId, changes),
    confirm: (importId: string) => confirm(bucket.owner, bucket.id, importId),
    undo: (importId: string) => bucket.run((access) => undoImport(access, importId)),
    titles: async () => {
      const text = 'select title from movies where bucket_id = $1 and deleted_at is null order by id'
      return (await sql(text, [bucket.id])).map(({ title }) => title)
    },
  }
  beforeAll(async () => {
    bucket.owner = await addPerson('Ana')
  })
  beforeEach(async () => {
    bucket.id = await addBucket(bucket.owner)
  })
  return bucket
}
