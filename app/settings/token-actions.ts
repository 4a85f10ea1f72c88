'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { createToken, revokeToken } from '@/db/account/tokens'
import type { TokenState } from '@/domain/account/token'
import { tokenSchema } from '@/domain/account/token-schema'
import { PATHS } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { action } from '@/server/action'
import { tellOfToken } from '@/server/auth/account-mail'
import { currentUser } from '@/server/auth/current-user'
import { formAction, submit } from '@/server/form-action'

const make = action('makeToken', tokenSchema, async (actor, input) => {
  const made = await createToken(actor, input)
  const user = await currentUser()
  if (user) tellOfToken(user, made)
  return made
})

/** Makes a token; the form shows it only once. */
export async function postToken(_state: TokenState, form: FormData): Promise<TokenState> {
  const made = await submit(make, form)
  if (!made.ok) return made
  refresh()
  return { ok: true, made: made.data }
}

/** Revokes a token, from the next request on. */
export const revokeTokenAction = formAction(
  action('revokeToken', z.object({ id: z.string() }), async (actor, { id }) => {
    if (!(await revokeToken(actor, id))) throw new AppError('not_found', 'This token was already revoked.')
  }),
  () => redirect(PATHS.tokenRevoked),
)
