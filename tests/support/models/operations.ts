import type { Access } from '@/db/buckets/access'
import { getBucketDetails } from '@/db/buckets/details'
import { deleteBucket, renameBucket, rotateKey, setSearchable, setVisibility } from '@/db/buckets/write'
import { listExportPage } from '@/db/export'
import { newId } from '@/db/ids'
import { chooseFields, chooseMode } from '@/db/import/choose'
import { completeRows, takeOffers } from '@/db/import/complete'
import { cancelImport, clearCancellation, completeImport, confirmImport } from '@/db/import/confirm'
import { createImport } from '@/db/import/imports'
import { getImport, listImports } from '@/db/import/preview'
import { listImportRows } from '@/db/import/read-rows'
import { chooseRows, correctRow, includeDuplicates, reviseImport, validateAgain } from '@/db/import/revise'
import { insertRows, newRow, setRowsAside } from '@/db/import/rows'
import { completeStaging } from '@/db/import/stage'
import { discardImport, undoImport } from '@/db/import/undo'
import { addMovie, addMovies } from '@/db/movies/add'
import { listActivity } from '@/db/movies/history'
import { findLastEdit, withLastEdits } from '@/db/movies/last-edit'
import { listTrash } from '@/db/movies/list-trash'
import { moveSelection } from '@/db/movies/move'
import { patchMovie, patchMovies } from '@/db/movies/patch'
import { putMovie } from '@/db/movies/put'
import { countByMark } from '@/db/movies/rail'
import { countAllMovies, countMatching, findDuplicates, findMovie, getMovie, listMovies } from '@/db/movies/read'
import { patchSelection, previewPatch, trashSelection } from '@/db/movies/selection'
import { emptyTrash, restoreFromTrash, restoreMovie, trashMovie } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { getAudience } from '@/db/sharing/audience'
import { getGrants } from '@/db/sharing/grants'
import { listReach } from '@/db/sharing/reach'
import { reviseGrants } from '@/db/sharing/revise-grants'
import { leaveBucket } from '@/db/sharing/shared-buckets'
import { getStats } from '@/db/stats'
import { makeRowValidator } from '@/domain/import/validate-row'
import { EMPTY_SEARCH } from '@/domain/search/search'
import type { Operation } from '@/domain/sharing/roles'
import { firstBucketOf } from '@/tests/support/builders/buckets'
import { IMPORT_FILE, IMPORT_SETTINGS } from '@/tests/support/builders/import-settings'
import { movie } from '@/tests/support/builders/movie-values'
import { FOR_EDITORS, FOR_LEAVERS, FOR_OWNERS, FOR_READERS, type Outcome } from './outcomes'
import { SECRET, type Target, type Viewer } from './world'

/** A data function as it is called for an operation, and whether it changes anything when it may. */
export type DataFunction = {
  changes: boolean
  /** It also changes another bucket of the caller. */
  elsewhere?: true
  /** It reads or takes away grants. Each person sees those to themselves and to their groups, and may give them up. */
  ofGrants?: true
  run: (access: Access, target: Target) => Promise<unknown>
}

/** One operation: how it ends for each viewer, and every data function that does it. */
export type OperationRow = { outcomes: Record<Viewer, Outcome>; functions: Record<string, DataFunction> }

const NO_GRANTS = { people: [], groups: [], invitations: [], invite: [] }
const UPDATE = { mode: 'update', fields: null } as const
/** Rows staged by one test after the other are different ones. */
let lastRow = 100

const all = { matching: '', except: [] }
const reads = (run: DataFunction['run']): DataFunction => ({ changes: false, run })
const changes = (run: DataFunction['run']): DataFunction => ({ changes: true, run })

/** The one table of who may do what: an operation without a row does not compile. */
export const OPERATIONS: Record<Operation, OperationRow> = {
  readMovies: {
    outcomes: FOR_READERS,
    functions: {
      listMovies: reads((access) => listMovies(access, EMPTY_SEARCH)),
      'listMovies, searching': reads((access) => listMovies(access, { ...EMPTY_SEARCH, q: SECRET })),
      countByMark: reads((access) => countByMark(access, EMPTY_SEARCH)),
      countAllMovies: reads((access) => countAllMovies(access)),
      countMatching: reads((access) => countMatching(access, EMPTY_SEARCH)),
      getBucketDetails: reads((access) => getBucketDetails(access)),
      getMovie: reads((access, { movieId }) => getMovie(access, movieId)),
      getAudience: reads((access) => getAudience(access)),
      findMovie: reads((access, { movieId }) => findMovie(access, movieId)),
      findLastEdit: reads((access, { movieId }) => findLastEdit(access, movieId)),
      withLastEdits: reads(async (access) => withLastEdits(access, await listMovies(access, EMPTY_SEARCH))),
      listExportPage: reads((access) => listExportPage(access, EMPTY_SEARCH, null)),
      getStats: reads((access) => getStats(access, EMPTY_SEARCH)),
    },
  },
  previewChanges: {
    outcomes: FOR_EDITORS,
    functions: {
      findDuplicates: reads((access) => findDuplicates(access, { title: `${SECRET} One` })),
      previewPatch: reads((access) => previewPatch(access, all, { rating: 1 })),
    },
  },
  addMovies: {
    outcomes: FOR_EDITORS,
    functions: {
      addMovies: changes((access) => addMovies(access, [movie({ title: 'New' })])),
      addMovie: changes((access) => addMovie(access, movie({ title: 'New' }))),
      'putMovie, a new one': changes((access) => putMovie(access, newId(), movie({ title: 'New' }))),
    },
  },
  editMovies: {
    outcomes: FOR_EDITORS,
    functions: {
      patchMovies: changes((access, { movieId }) =>
        patchMovies(access, [{ id: movieId, version: 2, changes: { rating: 1 } }]),
      ),
      patchMovie: changes((access, { movieId }) => patchMovie(access, movieId, { rating: 1 })),
      putMovie: changes((access, { movieId }) => putMovie(access, movieId, movie({ title: 'New' }))),
      patchSelection: changes((access) => patchSelection(access, all, { rating: 1 })),
    },
  },
  deleteMovies: {
    outcomes: FOR_EDITORS,
    functions: {
      'trashSelection, all': changes((access) => trashSelection(access, all)),
      trashMovie: changes((access, { movieId }) => trashMovie(access, movieId)),
      'trashSelection, one': changes((access, { movieId }) => trashSelection(access, { ids: [movieId] })),
    },
  },
  restoreMovies: {
    outcomes: FOR_EDITORS,
    functions: {
      restoreFromTrash: changes((access, { trashedId }) => restoreFromTrash(access, [trashedId])),
      restoreMovie: changes((access, { trashedId }) => restoreMovie(access, trashedId)),
    },
  },
  readTrash: { outcomes: FOR_EDITORS, functions: { listTrash: reads((access) => listTrash(access)) } },
  emptyTrash: {
    outcomes: FOR_OWNERS,
    functions: {
      'emptyTrash, all': changes((access) => emptyTrash(access, { until: new Date().toISOString() })),
      'emptyTrash, one': changes((access, { trashedId }) => emptyTrash(access, [trashedId])),
    },
  },
  undoChange: {
    outcomes: FOR_EDITORS,
    functions: { undoChange: changes((access, { changeId }) => undoChange(access, changeId)) },
  },
  moveMovies: {
    outcomes: FOR_EDITORS,
    functions: {
      moveSelection: {
        elsewhere: true,
        ...changes(async (access, { movieId }) =>
          moveSelection(access, await firstBucketOf(access), { ids: [movieId] }),
        ),
      },
    },
  },
  readImports: {
    outcomes: FOR_EDITORS,
    functions: {
      listImports: reads((access) => listImports(access)),
      getImport: reads((access, { importId }) => getImport(access, importId)),
      listImportRows: reads((access, { importId }) => listImportRows(access, importId, {})),
    },
  },
  importMovies: {
    outcomes: FOR_EDITORS,
    functions: {
      createImport: changes(async (access) => void (await createImport(access, 'A file', IMPORT_FILE))),
      insertRows: changes((access, { importId }) =>
        insertRows(access, importId, [newRow(++lastRow, ['New', 'DVD', '1', '1990', '1'], 'header')]),
      ),
      setRowsAside: changes((access, { importId }) => setRowsAside(access, importId, new Map([[2, 'episode']]))),
      completeStaging: changes((access, { importId }) => completeStaging(access, importId)),
      // It also remembers how the columns are read, for the person alone.
      reviseImport: {
        elsewhere: true,
        ...changes((access, { importId }) => reviseImport(access, importId, IMPORT_SETTINGS)),
      },
      validateAgain: changes((access, { importId }) =>
        validateAgain(access, importId, IMPORT_SETTINGS, { firstRow: [], width: 5 }),
      ),
      correctRow: changes((access, { importId }) => correctRow(access, importId, 3, { length: '90' })),
      includeDuplicates: changes((access, { importId }) => includeDuplicates(access, importId, 'all', true)),
      chooseRows: changes((access, { importId }) => chooseRows(access, importId, [2], 'out')),
      chooseMode: changes((access, { importId }) => chooseMode(access, importId, UPDATE)),
      chooseFields: changes(async (access, { importId }) => {
        await chooseMode(access, importId, UPDATE)
        await chooseFields(access, importId, 4, [])
      }),
      completeRows: changes((access, { importId }) => completeFromOther(access, importId)),
      'takeOffers, of another file': changes(async (access, { importId }) => {
        await completeFromOther(access, importId)
        await takeOffers(access, importId, 2, ['length'])
      }),
      cancelImport: changes((access, { importId }) => cancelImport(access, importId)),
      clearCancellation: changes(async (access, { importId }) => {
        await clearCancellation(access, importId)
        // The import was not cancelled, so something else has to show that the access was enough.
        await cancelImport(access, importId)
      }),
      discardImport: changes((access, { importId }) => discardImport(access, importId)),
      confirmImport: changes((access, { importId }) => confirmImport(access, importId)),
      completeImport: changes((access, { importId }) => completeImport(access, importId, 'skip')),
      'undoImport, or discard': changes((access, { importId }) => undoImport(access, importId, { orDiscard: true })),
      undoImport: changes((access, { importId }) => undoImport(access, importId)),
    },
  },
  readActivity: { outcomes: FOR_EDITORS, functions: { listActivity: reads((access) => listActivity(access)) } },
  leaveBucket: {
    outcomes: FOR_LEAVERS,
    functions: { leaveBucket: changes((access) => leaveBucket(access)) },
  },
  deleteBucket: { outcomes: FOR_OWNERS, functions: { deleteBucket: changes((access) => deleteBucket(access)) } },
  readSharing: {
    outcomes: FOR_OWNERS,
    functions: {
      getGrants: { ofGrants: true, ...reads((access) => getGrants(access)) },
      listReach: reads((access) => listReach(access)),
    },
  },
  changeSharing: {
    outcomes: FOR_OWNERS,
    functions: {
      setVisibility: changes((access) => setVisibility(access, 'everyone')),
      rotateKey: changes((access) => rotateKey(access)),
      setSearchable: changes((access) => setSearchable(access, true)),
      reviseGrants: {
        ofGrants: true,
        ...changes(async (access) => reviseGrants(access, { ...(await getGrants(access)), ...NO_GRANTS })),
      },
    },
  },
  renameBucket: {
    outcomes: FOR_OWNERS,
    functions: { renameBucket: changes((access) => renameBucket(access, 'New name')) },
  },
}

/** Every data function of every operation, for `describe.each`. */
export const DATA_FUNCTIONS = (Object.entries(OPERATIONS) as [Operation, OperationRow][]).flatMap(
  ([operation, { functions, outcomes }]) =>
    Object.entries(functions).map(([name, row]) => ({ operation, name, outcomes, ...row })),
)

async function completeFromOther(access: Access, importId: string): Promise<void> {
  const { importId: other } = await createImport(access, 'Another file', IMPORT_FILE)
  const cells = [`${SECRET} Fixed`, 'DVD', '91', '1980', '5']
  const validated = makeRowValidator(IMPORT_SETTINGS, cells.length)(cells)
  await insertRows(access, other, [newRow(2, cells, validated)])
  await completeStaging(access, other)
  await completeRows(access, importId, other, 'fill')
}
