'use server'

import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { listReadableBuckets } from '@/db/buckets/list'
import { addMovie, addMovies } from '@/db/movies/add'
import { copySelection, moveSelection } from '@/db/movies/move'
import { patchMovies } from '@/db/movies/patch'
import * as movies from '@/db/movies/read'
import { patchSelection, previewPatch, trashSelection } from '@/db/movies/selection'
import * as trash from '@/db/movies/trash'
import * as undo from '@/db/movies/undo'
import { EDITS_AT_ONCE } from '@/domain/movies/change'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { bulkPatchSchema, movieFormSchema, moviePatchSchema } from '@/domain/movies/schema'
import { selectionSchema } from '@/domain/movies/selection-schema'
import { AppError } from '@/domain/result'
import { can } from '@/domain/sharing/roles'
import { action } from '@/server/action'

const bucketId = z.string()
const ids = z.array(z.uuid()).min(1).max(500)
const edit = z.strictObject({ id: z.uuid(), version: z.int().min(1), changes: moviePatchSchema })
const bulkEdit = z.strictObject({ bucketId, selection: selectionSchema, changes: bulkPatchSchema })

/** Adds a movie as a form has it: every value a text. */
export const addTypedMovie = action(
  'addTypedMovie',
  z.strictObject({ bucketId, id: z.uuid().optional(), movie: movieFormSchema }),
  (actor, { bucketId, id, movie }) =>
    inBucket(actor, bucketId, 'addMovies', (access) => addMovie(access, { id, ...movie })),
)

export const editMovies = action(
  'editMovies',
  z.strictObject({ bucketId, edits: z.array(edit).min(1).max(EDITS_AT_ONCE) }),
  (actor, { bucketId, edits }) => inBucket(actor, bucketId, 'editMovies', (access) => patchMovies(access, edits)),
)

export const deleteMovies = action(
  'deleteMovies',
  z.strictObject({ bucketId, selection: selectionSchema }),
  (actor, { bucketId, selection }) =>
    inBucket(actor, bucketId, 'deleteMovies', (access) => trashSelection(access, selection)),
)

const toBucket = z.strictObject({ bucketId, targetId: z.string(), selection: selectionSchema })

export const moveMovies = action('moveMovies', toBucket, (actor, { bucketId, targetId, selection }) =>
  inBucket(actor, bucketId, 'moveMovies', (access) => moveSelection(access, targetId, selection)),
)

export const copyMovies = action('copyMovies', toBucket, (actor, { bucketId, targetId, selection }) =>
  inBucket(actor, targetId, 'addMovies', (target) => copySelection(target, bucketId, selection)),
)

/** Lists the buckets that movies of a bucket can be moved or copied to. */
export const listTargets = action('listTargets', z.strictObject({ bucketId }), async (actor, { bucketId }) => {
  const all = await listReadableBuckets(actor)
  return all
    .filter(({ id, role }) => id !== bucketId && can(role, 'addMovies'))
    .map(({ id, name, role }) => ({ id, name, own: role === 'owner' }))
})

export const undoChange = action(
  'undoChange',
  z.strictObject({ bucketId, changeId: z.string() }),
  (actor, { bucketId, changeId }) =>
    inBucket(actor, bucketId, 'undoChange', (access) => undo.undoChange(access, changeId)),
)

export const previewEdit = action('previewEdit', bulkEdit, (actor, { bucketId, selection, changes }) =>
  inBucket(actor, bucketId, 'previewChanges', (access) => previewPatch(access, selection, changes)),
)

export const editSelection = action('editSelection', bulkEdit, (actor, { bucketId, selection, changes }) =>
  inBucket(actor, bucketId, 'editMovies', (access) => patchSelection(access, selection, changes)),
)

export const findDuplicates = action(
  'findDuplicates',
  z.strictObject({
    bucketId,
    title: z.string().max(200),
    releaseYear: z.int().optional(),
    except: z.uuid().optional(),
  }),
  (actor, { bucketId, ...movie }) =>
    inBucket(actor, bucketId, 'previewChanges', (access) => movies.findDuplicates(access, movie)),
)

export const loadSamples = action('loadSamples', z.strictObject({ bucketId }), (actor, { bucketId }) =>
  inBucket(actor, bucketId, 'addMovies', async (access) => {
    if ((await movies.countAllMovies(access)) > 0) {
      throw new AppError('conflict', 'Samples are for an empty bucket, and this one holds movies already.')
    }
    const { changeId, count } = await addMovies(access, SAMPLE_MOVIES)
    return { changeId, count }
  }),
)

export const restoreMovies = action('restoreMovies', z.strictObject({ bucketId, ids }), (actor, { bucketId, ids }) =>
  inBucket(actor, bucketId, 'restoreMovies', (access) => trash.restoreFromTrash(access, ids)),
)

export const emptyTrash = action(
  'emptyTrash',
  z.strictObject({ bucketId, which: z.union([ids, z.strictObject({ until: z.iso.datetime() })]) }),
  (actor, { bucketId, which }) => inBucket(actor, bucketId, 'emptyTrash', (access) => trash.emptyTrash(access, which)),
)
