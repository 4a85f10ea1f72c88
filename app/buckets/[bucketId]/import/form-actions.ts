'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { openImport } from '@/db/import/imports'
import { reviseImport } from '@/db/import/revise'
import type { FormState } from '@/domain/forms'
import { IMPORT_MODES, readFields } from '@/domain/import/mode'
import { settingsSchema } from '@/domain/import/settings'
import { readSettingsForm } from '@/domain/import/settings-form'
import { MOVIE_FIELDS } from '@/domain/movies/movie'
import { importPath, importsPath, withQuery } from '@/domain/paths'
import { action } from '@/server/action'
import { toInvalid } from '@/server/failure'
import { formAction } from '@/server/form-action'
import {
  cancelImport,
  chooseFields,
  chooseMode,
  chooseRows,
  correctRow,
  discardImport,
  includeDuplicates,
  takeOffers,
  undoImport,
} from './actions'

// The same actions for forms, with and without JavaScript.

const posted = z.strictObject({
  bucketId: z.string(),
  importId: z.string(),
  values: z.record(z.string().max(50), z.string().max(1000)),
})

const saveSettings = action('reviseImport', posted, (actor, { bucketId, importId, values }) =>
  inBucket(actor, bucketId, 'importMovies', async (access) => {
    const { settings } = await openImport(access, importId)
    const parsed = settingsSchema.safeParse(readSettingsForm(values, settings))
    if (!parsed.success) throw toInvalid(parsed.error)
    await reviseImport(access, importId, parsed.data)
  }),
)

export async function postSettings(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction((values) => saveSettings({ bucketId, importId, values }), refresh)(state, form)
}

export async function postCorrection(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction((values) => {
    const given = MOVIE_FIELDS.filter((field) => values[field] !== undefined)
    const corrections = Object.fromEntries(given.map((field) => [field, values[field]]))
    return correctRow({ bucketId, importId, row: Number(values.row), corrections })
  }, refresh)(state, form)
}

export async function postInclude(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction((values) => {
    const rows = values.row === undefined ? ('all' as const) : [Number(values.row)]
    return includeDuplicates({ bucketId, importId, rows, included: values.included === 'yes' })
  }, refresh)(state, form)
}

export async function postChoice(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction((values) => {
    const rows = values.row === undefined ? ('all' as const) : [Number(values.row)]
    return chooseRows({ bucketId, importId, rows, choice: values.choice === 'out' ? 'out' : 'in' })
  }, refresh)(state, form)
}

export async function postMode(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction((values) => {
    const mode = IMPORT_MODES.find((known) => known === values.mode) ?? 'add'
    const fields = readFields(values, 'take')
    return chooseMode({ bucketId, importId, mode, fields: fields.length === MOVIE_FIELDS.length ? null : fields })
  }, refresh)(state, form)
}

export async function postFields(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction(
    (values) => chooseFields({ bucketId, importId, row: Number(values.row), fields: readFields(values, 'take') }),
    refresh,
  )(state, form)
}

export async function postOffers(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction(
    (values) => takeOffers({ bucketId, importId, row: Number(values.row), fields: readFields(values, 'take') }),
    refresh,
  )(state, form)
}

export async function postDiscard(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction(
    () => discardImport({ bucketId, importId }),
    () => redirect(importsPath(bucketId)),
  )(state, form)
}

export async function postCancel(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction(() => cancelImport({ bucketId, importId }))(state, form)
}

export async function postUndoImport(bucketId: string, importId: string, state: FormState, form: FormData) {
  return formAction(
    () => undoImport({ bucketId, importId }),
    ({ trashed, restored, left }) =>
      redirect(withQuery(importPath(bucketId, importId), { undone: trashed, restored, left })),
  )(state, form)
}
