'use server'

import { redirect } from 'next/navigation'
import { undoChange } from '@/app/buckets/[bucketId]/actions'
import type { FormState } from '@/domain/forms'
import { activityPath, withQuery } from '@/domain/paths'
import { formAction } from '@/server/form-action'

/** Takes back a change of the list, and says what came of it. */
export async function postUndo(bucketId: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    ({ changeId }) => undoChange({ bucketId, changeId }),
    ({ count, left }) => redirect(withQuery(activityPath(bucketId), { undone: count, left })),
  )(state, form)
}
