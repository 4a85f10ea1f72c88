'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { action } from '@/app/_server/action'
import { formAction, submit } from '@/app/_server/form-action'
import { createToken, revokeToken } from '@/db/tokens'
import { AppError } from '@/domain/result'
import type { TokenState } from '@/domain/token'
import { tokenSchema } from '@/domain/token-schema'

const make = action('makeToken', tokenSchema, createToken)

/** Makes a token, which the form shows this once. */
export async function postToken(_state: TokenState, form: FormData): Promise<TokenState> {
  const made = await submit(make, form)
  if (!made.ok) return made
  refresh()
  return { ok: true, made: made.data }
}

/** Revokes a token, from the next request on. */
export const revokeTokenAction = formAction(
  action('revokeToken', z.object({ id: z.string() }), async (actor, { id }) => {
    if (!(await revokeToken(actor, id))) throw new AppError('not_found', 'This token was revoked already.')
  }),
  () => redirect('/settings?done=token-revoked#tokens'),
)
