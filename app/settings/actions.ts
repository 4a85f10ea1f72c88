'use server'

import { redirect } from 'next/navigation'
import * as z from 'zod'
import { disconnectAccount } from '@/db/account/accounts'
import { deleteUser } from '@/db/account/deletion'
import { revokeSession, revokeSessions } from '@/db/account/sessions'
import { DENSITIES, THEMES } from '@/domain/account/preferences'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { PATHS, withQuery } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { normalizeEmail } from '@/domain/sharing/email'
import { cut } from '@/domain/text'
import { action } from '@/server/action'
import { connectTarget } from '@/server/auth/attempt'
import { currentUser } from '@/server/auth/current-user'
import { startSignIn } from '@/server/auth/next-auth'
import { redirectToProvider } from '@/server/auth/provider-redirect'
import { listProviders } from '@/server/auth/providers'
import { forgetSession } from '@/server/auth/session'
import { formAction } from '@/server/form-action'
import { writePreferences } from '@/server/preferences'

const providerInput = z.object({ provider: z.enum(PROVIDER_IDS) })
const nothing = z.unknown()

/** Goes to a provider, to connect it as one more way to sign in. */
export const connectAccountAction = formAction(
  action('connectAccount', providerInput, async (_actor, { provider }) => {
    if (!listProviders().some((choice) => choice.id === provider)) {
      throw new AppError('not_found', 'This moviebucket does not offer that way to sign in.')
    }
    return startSignIn(provider, connectTarget(provider))
  }),
  redirectToProvider,
)

/** Disconnects a provider. */
export const disconnectAccountAction = formAction(
  action('disconnectAccount', providerInput, (actor, { provider }) =>
    disconnectAccount(
      actor,
      provider,
      listProviders().map((choice) => choice.id),
    ),
  ),
  () => redirect(withQuery(PATHS.settings, { done: 'disconnected' })),
)

/** Signs out one session, in this browser or another. */
export const signOutSessionAction = formAction(
  action('signOutSession', z.object({ id: z.uuid('This session does not exist.') }), async (actor, { id }) => {
    const here = (await currentUser())?.sessionId === id
    await revokeSession(actor, id)
    if (here) await forgetSession()
    return here
  }),
  (here) => redirect(here ? PATHS.home : withQuery(PATHS.settings, { done: 'signed-out' })),
)

/** Signs out every other browser. */
export const signOutOthersAction = formAction(
  action('signOutOthers', nothing, async (actor) => {
    const user = await currentUser()
    // Without a session to keep, this would sign out this browser too.
    if (user) await revokeSessions(actor, user.sessionId)
  }),
  () => redirect(withQuery(PATHS.settings, { done: 'signed-out-others' })),
)

/** Signs out every browser, this one included. */
export const signOutEverywhereAction = formAction(
  action('signOutEverywhere', nothing, async (actor) => {
    await revokeSessions(actor)
    await forgetSession()
  }),
  () => redirect(PATHS.home),
)

/** Saves how this browser shows the screens. */
export const savePreferencesAction = formAction(
  action(
    'savePreferences',
    z.object({ theme: z.enum(THEMES), density: z.enum(DENSITIES), shortcuts: z.literal('on').optional() }),
    (_actor, { shortcuts, ...look }) => writePreferences({ ...look, shortcuts: shortcuts === 'on' }),
  ),
)

/** Deletes the account with everything in it; the person confirms by typing their own address. */
export const deleteAccountAction = formAction(
  action('deleteAccount', z.object({ email: z.string('Email is missing') }), async (actor, { email }) => {
    const user = await currentUser()
    if (normalizeEmail(email) !== user?.email) {
      const message = `Email: "${cut(email, 60)}" is not the address of this account, so nothing was deleted`
      throw new AppError('invalid', message, { email: message })
    }
    await deleteUser(actor)
    await forgetSession()
  }),
  () => redirect(PATHS.accountDeleted),
)
