'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { formAction } from '@/app/_server/form-action'
import type { FormState } from '@/domain/form-state'
import { undoChange } from '../actions'

/** Takes back a change of the list, and says what came of it. */
export async function postUndo(bucketId: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    ({ changeId }) => undoChange({ bucketId, changeId }),
    ({ count, left }) => redirect(`/buckets/${bucketId}/activity?undone=${count}&left=${left}` as Route),
  )(state, form)
}
