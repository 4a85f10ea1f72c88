'use server'

import { refresh } from 'next/cache'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import * as buckets from '@/db/buckets/write'
import type { FormState } from '@/domain/forms'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'

const bucketId = z.string()

export const setVisibility = action(
  'setVisibility',
  z.strictObject({ bucketId, visibility: z.enum(['private', 'everyone']) }),
  (actor, { bucketId, visibility }) =>
    inBucket(actor, bucketId, 'changeSharing', (access) => buckets.setVisibility(access, visibility)),
)

export const rotateLink = action('rotateLink', z.strictObject({ bucketId }), async (actor, { bucketId }) => {
  await inBucket(actor, bucketId, 'changeSharing', buckets.rotateKey)
})

export const setSearchable = action(
  'setSearchable',
  z.strictObject({ bucketId, searchable: z.boolean() }),
  (actor, { bucketId, searchable }) =>
    inBucket(actor, bucketId, 'changeSharing', (access) => buckets.setSearchable(access, searchable)),
)

// Posted by forms, with and without JavaScript.

export async function postVisibility(bucketId: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    ({ visibility }) => setVisibility({ bucketId, visibility }),
    () => refresh(),
  )(state, form)
}

export async function postRotateLink(bucketId: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    () => rotateLink({ bucketId }),
    () => refresh(),
  )(state, form)
}

export async function postSearchable(bucketId: string, state: FormState, form: FormData): Promise<FormState> {
  return formAction(
    ({ searchable }) => setSearchable({ bucketId, searchable: searchable === 'yes' }),
    () => refresh(),
  )(state, form)
}
