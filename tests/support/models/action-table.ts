import { newId } from '@/db/ids'
import type { Operation } from '@/domain/sharing/roles'
import { IMPORT_SETTINGS } from '@/tests/support/builders/import-settings'
import type { Target } from './world'

export type BucketActions = typeof import('@/app/buckets/[bucketId]/actions')
export type FormActions = typeof import('@/app/buckets/[bucketId]/form-actions')
export type ImportActions = typeof import('@/app/buckets/[bucketId]/import/actions')
export type ImportFormActions = typeof import('@/app/buckets/[bucketId]/import/form-actions')
export type SettingsActions = typeof import('@/app/settings/actions')
export type SignInActions = typeof import('@/app/sign-in/actions')
export type TokenActions = typeof import('@/app/settings/token-actions')

type Row<Given> = {
  operation: Operation
  given: (target: Target) => Given
  changes: boolean
  /** How it ends for those who may, if it cannot succeed in this bucket. */
  allowed?: 'conflict' | 'not_found'
  /** Answers every signed-in caller, about their own buckets only. */
  anybody?: true
}

const MOVIE = { title: 'New', format: 'DVD', length: '1:57', releaseYear: '1979', rating: '5' }
const all = { matching: '', except: [] }

/** Every action of a bucket with input it takes; an exported one without a row does not compile. */
export const BUCKET_ACTIONS: Record<keyof BucketActions, Row<Record<string, unknown>>> = {
  addTypedMovie: { operation: 'addMovies', changes: true, given: ({ bucketId }) => ({ bucketId, movie: MOVIE }) },
  editMovies: {
    operation: 'editMovies',
    changes: true,
    given: ({ bucketId, movieId }) => ({ bucketId, edits: [{ id: movieId, version: 2, changes: { rating: 1 } }] }),
  },
  deleteMovies: {
    operation: 'deleteMovies',
    changes: true,
    given: ({ bucketId, movieId }) => ({ bucketId, selection: { ids: [movieId] } }),
  },
  undoChange: {
    operation: 'undoChange',
    changes: true,
    given: ({ bucketId, changeId }) => ({ bucketId, changeId }),
  },
  moveMovies: {
    operation: 'moveMovies',
    changes: false,
    // The right in the first bucket is checked before the second one is looked for.
    allowed: 'not_found',
    given: ({ bucketId, movieId }) => ({ bucketId, targetId: newId(), selection: { ids: [movieId] } }),
  },
  copyMovies: {
    operation: 'readMovies',
    changes: false,
    allowed: 'not_found',
    given: ({ bucketId, movieId }) => ({ bucketId, targetId: newId(), selection: { ids: [movieId] } }),
  },
  // Only the caller's own buckets, without the one it names.
  listTargets: { operation: 'readMovies', changes: false, anybody: true, given: ({ bucketId }) => ({ bucketId }) },
  previewEdit: {
    operation: 'previewChanges',
    changes: false,
    given: ({ bucketId }) => ({ bucketId, selection: all, changes: { rating: 1 } }),
  },
  editSelection: {
    operation: 'editMovies',
    changes: true,
    given: ({ bucketId }) => ({ bucketId, selection: all, changes: { rating: 1, format: 'VHS', length: 1 } }),
  },
  findDuplicates: {
    operation: 'previewChanges',
    changes: false,
    given: ({ bucketId, movieId }) => ({ bucketId, title: 'Alien', releaseYear: 1979, except: movieId }),
  },
  // The bucket holds movies already.
  loadSamples: { operation: 'addMovies', changes: false, allowed: 'conflict', given: ({ bucketId }) => ({ bucketId }) },
  restoreMovies: {
    operation: 'restoreMovies',
    changes: true,
    given: ({ bucketId, trashedId }) => ({ bucketId, ids: [trashedId] }),
  },
  emptyTrash: {
    operation: 'emptyTrash',
    changes: true,
    given: ({ bucketId }) => ({ bucketId, which: { until: new Date().toISOString() } }),
  },
}

/** The arguments before the form's state, and the form. */
type Posted = { args: string[]; values: Record<string, string> }

/** The same for the actions that forms post to without JavaScript. */
export const FORM_ACTIONS: Record<keyof FormActions, Row<Posted>> = {
  postMovie: { operation: 'addMovies', changes: true, given: ({ bucketId }) => ({ args: [bucketId], values: MOVIE }) },
  postEdit: {
    operation: 'editMovies',
    changes: true,
    given: ({ bucketId, movieId }) => ({ args: [bucketId, movieId], values: { ...MOVIE, version: '2' } }),
  },
  postDelete: {
    operation: 'deleteMovies',
    changes: true,
    given: ({ bucketId, movieId }) => ({ args: [bucketId, movieId], values: {} }),
  },
  postRestore: {
    operation: 'restoreMovies',
    changes: true,
    given: ({ bucketId, trashedId }) => ({ args: [bucketId], values: { id: trashedId } }),
  },
  postEmptyTrash: {
    operation: 'emptyTrash',
    changes: true,
    given: ({ bucketId, trashedId }) => ({ args: [bucketId], values: { id: trashedId } }),
  },
}

const onImport = (changes: boolean, more: Record<string, unknown> = {}): Row<Record<string, unknown>> => ({
  operation: 'importMovies',
  changes,
  given: ({ bucketId, importId }) => ({ bucketId, importId, ...more }),
})

/** Every action of an import. */
export const IMPORT_ACTIONS: Record<keyof ImportActions, Row<Record<string, unknown>>> = {
  reviseImport: onImport(true, { settings: IMPORT_SETTINGS }),
  correctRow: onImport(true, { row: 3, corrections: { length: '90' } }),
  includeDuplicates: onImport(true, { rows: 'all', included: true }),
  chooseRows: onImport(true, { rows: [2], choice: 'out' }),
  chooseMode: onImport(true, { mode: 'update', fields: null }),
  // The import leaves the movies that are here, and no other file offers anything: the matrix of data functions has more.
  chooseFields: { ...onImport(false, { row: 4, fields: [] }), allowed: 'conflict' },
  takeOffers: { ...onImport(false, { row: 4, fields: [] }), allowed: 'not_found' },
  cancelImport: onImport(true),
  discardImport: onImport(true),
  undoImport: onImport(true),
}

const onImportForm = (values: Record<string, string>): Row<Posted> => ({
  operation: 'importMovies',
  changes: true,
  given: ({ bucketId, importId }) => ({ args: [bucketId, importId], values }),
})

/** The same for its forms. */
export const IMPORT_FORM_ACTIONS: Record<keyof ImportFormActions, Row<Posted>> = {
  postSettings: onImportForm({ 'fill.rating': '1', 'everywhere.rating': 'yes' }),
  postCorrection: onImportForm({ row: '3', length: '90' }),
  postInclude: onImportForm({ included: 'yes' }),
  postChoice: onImportForm({ row: '2', choice: 'out' }),
  postMode: onImportForm({ mode: 'update' }),
  postFields: { ...onImportForm({ row: '4' }), changes: false, allowed: 'conflict' },
  postOffers: { ...onImportForm({ row: '4' }), changes: false, allowed: 'not_found' },
  postDiscard: onImportForm({}),
  postCancel: onImportForm({}),
  postUndoImport: onImportForm({}),
}

/** How it ends signed in, and signed out; `values` name the caller's own things. */
type OwnRow = {
  values: (own: { email: string; sessionId: string }) => Record<string, string>
  signedIn: string
  signedOut: string
  changes: boolean
}

/** Actions on the caller's own account; none can name that of another person. No provider is configured here. */
export const OWN_ACTIONS: Record<keyof SettingsActions | keyof SignInActions | keyof TokenActions, OwnRow> = {
  connectAccountAction: own('not_found', { provider: 'google' }),
  disconnectAccountAction: own('conflict', { provider: 'google' }),
  signOutSessionAction: { ...own('ok'), values: ({ sessionId }) => ({ id: sessionId }), changes: true },
  dismissNoticesAction: { ...own('ok', { until: '2026-01-01T00:00:00.000Z' }), changes: true },
  signOutOthersAction: own('ok'),
  signOutEverywhereAction: { ...own('ok'), changes: true },
  savePreferencesAction: own('ok', { theme: 'dark', density: 'compact' }),
  deleteAccountAction: { ...own('ok'), values: ({ email }) => ({ email }), changes: true },
  signInAction: { ...own('not_found', { provider: 'google', next: '/' }), signedOut: 'not_found' },
  demoAction: { ...own('forbidden', { next: '/' }), signedOut: 'forbidden' },
  signOutAction: { ...own('ok'), signedOut: 'ok', changes: true },
  postToken: { ...own('ok', { name: 'ci', scope: 'read', days: '30' }), changes: true },
  revokeTokenAction: own('not_found', { id: newId() }),
}

function own(signedIn: string, values: Record<string, string> = {}): OwnRow {
  return { values: () => values, signedIn, signedOut: 'unauthenticated', changes: false }
}
