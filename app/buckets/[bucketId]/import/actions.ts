'use server'

import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import * as confirm from '@/db/import/confirm'
import * as revise from '@/db/import/revise'
import * as undo from '@/db/import/undo'
import { settingsSchema } from '@/domain/import/settings'
import { CHOICES } from '@/domain/import/validate-row'
import { MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'
import { action } from '@/server/action'

const ids = { bucketId: z.string(), importId: z.string() }
const text = z.string().max(1000)
const corrections = z.partialRecord(z.enum(MOVIE_FIELDS as [MovieField, ...MovieField[]]), text)
const row = z.int().min(0).max(2_000_000_000)
const someRows = z.union([z.literal('all'), z.array(row).min(1).max(1000)])

export const reviseImport = action(
  'reviseImport',
  z.strictObject({ ...ids, settings: settingsSchema }),
  (actor, { bucketId, importId, settings }) =>
    inBucket(actor, bucketId, 'importMovies', (access) => revise.reviseImport(access, importId, settings)),
)

export const correctRow = action(
  'correctRow',
  z.strictObject({ ...ids, row, corrections }),
  (actor, { bucketId, importId, row, corrections }) =>
    inBucket(actor, bucketId, 'importMovies', (access) => revise.correctRow(access, importId, row, corrections)),
)

export const includeDuplicates = action(
  'includeDuplicates',
  z.strictObject({ ...ids, rows: someRows, included: z.boolean() }),
  (actor, { bucketId, importId, rows, included }) =>
    inBucket(actor, bucketId, 'importMovies', (access) => revise.includeDuplicates(access, importId, rows, included)),
)

export const chooseRows = action(
  'chooseRows',
  z.strictObject({ ...ids, rows: someRows, choice: z.enum(CHOICES) }),
  (actor, { bucketId, importId, rows, choice }) =>
    inBucket(actor, bucketId, 'importMovies', (access) => revise.chooseRows(access, importId, rows, choice)),
)

export const cancelImport = action('cancelImport', z.strictObject(ids), (actor, { bucketId, importId }) =>
  inBucket(actor, bucketId, 'importMovies', (access) => confirm.cancelImport(access, importId)),
)

export const discardImport = action('discardImport', z.strictObject(ids), (actor, { bucketId, importId }) =>
  inBucket(actor, bucketId, 'importMovies', (access) => undo.discardImport(access, importId)),
)

export const undoImport = action('undoImport', z.strictObject(ids), (actor, { bucketId, importId }) =>
  inBucket(actor, bucketId, 'importMovies', (access) => undo.undoImport(access, importId)),
)
