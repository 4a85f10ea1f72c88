import { type Access, inBucket } from '@/db/buckets/access'
import { confirmImport } from '@/db/import/confirm'
import { stageImport } from '@/db/import/stage'
import { undoImport } from '@/db/import/undo'
import { copySelection, moveSelection } from '@/db/movies/move'
import { patchSelection, trashSelection } from '@/db/movies/selection'
import { emptyTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import type { Operation } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { bytesOf, ownCsvLines } from '@/tests/support/builders/import-files'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { fillBucket } from './people'

const MOVIES = 100_000
const IMPORTED = 250_000
const ALL = { matching: '', except: [] }

/** How long a change of every movie of a large bucket takes, and its undo. Each of its statements may take 15 s. */
export async function measure(): Promise<void> {
  const owner = await addPerson('Owner')
  const [bucketId, targetId] = [await addBucket(owner), await addBucket(owner)]
  await fillBucket(owner, bucketId, MOVIES)
  await sql('vacuum analyze')
  const time = async <T>(what: string, id: string, operation: Operation, work: (access: Access) => Promise<T>) => {
    const begun = performance.now()
    const result = await inBucket(owner, id, operation, work)
    process.stdout.write(`   ${what.padEnd(20)} ${((performance.now() - begun) / 1000).toFixed(2).padStart(6)} s\n`)
    return result
  }
  const change = async (
    what: string,
    operation: Operation,
    work: (access: Access) => Promise<{ changeId: string }>,
  ) => {
    const { changeId } = await time(what, bucketId, operation, work)
    await time('its undo', bucketId, 'undoChange', (access) => undoChange(access, changeId))
  }

  process.stdout.write(`   all ${MOVIES} movies of a bucket at once\n`)
  await change('edit', 'editMovies', (access) => patchSelection(access, ALL, { length: 90, rating: 5 }))
  await change('delete', 'deleteMovies', (access) => trashSelection(access, ALL))
  await change('move', 'moveMovies', (access) => moveSelection(access, targetId, ALL))
  const { changeId } = await time('copy', targetId, 'addMovies', (access) => copySelection(access, bucketId, ALL))
  await time('its undo', targetId, 'undoChange', (access) => undoChange(access, changeId))
  await time('emptying the trash', targetId, 'emptyTrash', (access) =>
    emptyTrash(access, { until: new Date().toISOString() }),
  )

  process.stdout.write(`\n   an import of ${IMPORTED} rows\n`)
  const bytes = bytesOf([...ownCsvLines(IMPORTED - 1)].join(''))
  const importId = await stageImport(owner, targetId, { name: 'movies.csv', bytes })
  await time('confirming', targetId, 'importMovies', (access) => confirmImport(access, importId))
  await time('its undo', targetId, 'importMovies', (access) => undoImport(access, importId))
}
