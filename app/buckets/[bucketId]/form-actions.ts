'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import type { FormState } from '@/domain/forms'
import { MOVIE_FIELDS } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'
import { bucketPath, newMoviePath, trashPath, withQuery } from '@/domain/paths'
import type { Result } from '@/domain/result'
import { toFailure, toInvalid } from '@/server/failure'
import { formAction } from '@/server/form-action'
import { requestId } from '@/server/request'
import { addTypedMovie, deleteMovies, editMovies, emptyTrash, restoreMovies } from './actions'

type Values = Record<string, string>

// The actions of actions.ts for forms that a browser posts without JavaScript.

export async function postMovie(bucketId: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    (values) => addTypedMovie({ bucketId, movie: movieOf(values) }),
    (_, values) => {
      // Keeps the format, as the form does with JavaScript.
      if (values.then === 'again') redirect(withQuery(newMoviePath(bucketId), { format: values.format ?? '' }))
      redirect(bucketPath(bucketId))
    },
  )(state, form)
}

export async function postEdit(bucketId: string, id: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    (values) => saveEdit(bucketId, id, values),
    () => redirect(bucketPath(bucketId)),
  )(state, form)
}

export async function postDelete(bucketId: string, id: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    () => deleteMovies({ bucketId, selection: { ids: [id] } }),
    () => redirect(bucketPath(bucketId)),
  )(state, form)
}

async function saveEdit(bucketId: string, id: string, values: Values): Promise<Result<null>> {
  const parsed = movieFormSchema.safeParse(movieOf(values))
  if (!parsed.success) return toFailure(toInvalid(parsed.error), await requestId())
  const edit = { id, version: Number(values.version), changes: parsed.data }
  const result = await editMovies({ bucketId, edits: [edit] })
  if (!result.ok) return result
  const outcome = result.data[0]
  if (outcome?.status === 'saved') return { ok: true, data: null }
  const message =
    outcome?.status === 'conflict'
      ? 'Another person changed this movie after you opened it. Load the page again to see their values, then make your change.'
      : 'This movie was deleted meanwhile, so it was not changed.'
  return { ok: false, code: outcome?.status === 'conflict' ? 'conflict' : 'not_found', message }
}

function movieOf(values: Values): Values {
  return Object.fromEntries(
    MOVIE_FIELDS.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])),
  )
}

/** `from` is the page of the trash, which stays. */
export async function postRestore(
  bucketId: string,
  from: string | undefined,
  state: FormState,
  form: FormData,
): Promise<FormState> {
  return formAction(
    (values) => restoreMovies({ bucketId, ids: [values.id] }),
    (_, { id = '' }) => redirect(withQuery(trashPath(bucketId), { from, restored: id })),
  )(state, form)
}

export async function postEmptyTrash(bucketId: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    (values) => emptyTrash({ bucketId, which: values.id ? [values.id] : { until: values.until } }),
    refresh,
  )(state, form)
}
