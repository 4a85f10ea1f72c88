'use server'

import { redirect } from 'next/navigation'
import * as z from 'zod'
import { makeGroup } from '@/db/sharing/groups/write'
import { bucketNameSchema } from '@/domain/buckets/name'
import { groupPath } from '@/domain/paths'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'

/** Makes a group that the caller owns, and opens it. */
export const makeGroupAction = formAction(
  action('makeGroup', z.object({ name: bucketNameSchema }), (actor, { name }) => makeGroup(actor, name)),
  (id) => redirect(groupPath(id)),
)
