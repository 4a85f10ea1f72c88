'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { formAction } from '@/app/_server/form-action'
import { publicAction } from '@/app/_server/public-action'
import { ensureUser } from '@/db/users'
import { DEMO_USER } from '@/domain/demo-account'
import { ownPath } from '@/domain/own-path'
import { PROVIDER_IDS } from '@/domain/providers'
import { AppError } from '@/domain/result'
import { signInTarget } from './attempt'
import { isDemoOffered } from './demo'
import { leaveFor } from './leave'
import { startSignIn } from './next-auth'
import { listProviders } from './providers'
import { closeSession, openSession } from './session'

const next = z.unknown().transform(ownPath)

/** Goes to a provider, and from there back to the path in `next`. */
export const signInAction = formAction(
  publicAction('startSignIn', z.object({ provider: z.enum(PROVIDER_IDS), next }), async ({ provider, next }) => {
    if (!listProviders().some((choice) => choice.id === provider)) {
      throw new AppError('not_found', 'This moviebucket does not offer that way to sign in. Choose another one.')
    }
    return startSignIn(provider, signInTarget(next))
  }),
  leaveFor,
)

/** Signs in to the local demo account, where it is open. */
export const demoAction = formAction(
  publicAction('signInToDemo', z.object({ next }), async ({ next }) => {
    if (!(await isDemoOffered())) {
      throw new AppError('forbidden', 'The demo account opens only on the computer that runs this moviebucket.')
    }
    await openSession(await ensureUser(DEMO_USER))
    return next
  }),
  (path) => redirect(path as Route),
)

/** Signs out, here alone. */
export const signOutAction = formAction(publicAction('signOut', z.unknown(), closeSession, { limited: false }), () =>
  redirect('/'),
)
