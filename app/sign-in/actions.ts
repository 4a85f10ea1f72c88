'use server'

import { redirect } from 'next/navigation'
import * as z from 'zod'
import { ensureUser } from '@/db/account/users'
import { DEMO_USER } from '@/domain/account/demo-account'
import { ownPath } from '@/domain/account/own-path'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { PATHS } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { publicAction } from '@/server/action'
import { signInTarget } from '@/server/auth/attempt'
import { demoState } from '@/server/auth/demo'
import { startSignIn } from '@/server/auth/next-auth'
import { redirectToProvider } from '@/server/auth/provider-redirect'
import { listProviders } from '@/server/auth/providers'
import { closeSession, openSession } from '@/server/auth/session'
import { formAction } from '@/server/form-action'

const next = z.unknown().transform(ownPath)

/** Goes to a provider, and from there to the path in `next`. */
export const signInAction = formAction(
  publicAction('startSignIn', z.object({ provider: z.enum(PROVIDER_IDS), next }), async ({ provider, next }) => {
    if (!listProviders().some((choice) => choice.id === provider)) {
      throw new AppError('not_found', 'This moviebucket does not offer that way to sign in. Choose another one.')
    }
    return startSignIn(provider, signInTarget(next))
  }),
  redirectToProvider,
)

/** Signs in to the local demo account, where this is allowed. */
export const demoAction = formAction(
  publicAction('signInToDemo', z.object({ next }), async ({ next }) => {
    if ((await demoState()) !== 'open') {
      throw new AppError(
        'forbidden',
        'The demo account opens only on the computer that runs this moviebucket, by the address that npm start printed.',
      )
    }
    await openSession(await ensureUser(DEMO_USER))
    return next
  }),
  (path) => redirect(path),
)

/** Signs out of this browser. */
export const signOutAction = formAction(publicAction('signOut', z.unknown(), closeSession, { limited: false }), () =>
  redirect(PATHS.home),
)
