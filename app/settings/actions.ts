'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { disconnectAccount, listAccounts } from '@/db/account/accounts'
import { deleteUser } from '@/db/account/deletion'
import { dismissNotices } from '@/db/account/notices'
import { revokeSession, revokeSessions } from '@/db/account/sessions'
import { isFresh } from '@/domain/account/fresh'
import { DENSITIES, THEMES } from '@/domain/account/preferences'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { explainRefusal } from '@/domain/account/sign-in'
import { PATHS, withQuery } from '@/domain/paths'
import { AppError } from '@/domain/result'
import { normalizeEmail } from '@/domain/sharing/email'
import { cut } from '@/domain/text'
import { action } from '@/server/action'
import { confirmTarget, connectTarget } from '@/server/auth/attempt'
import { currentUser } from '@/server/auth/current-user'
import { startSignIn } from '@/server/auth/next-auth'
import { redirectToProvider } from '@/server/auth/provider-redirect'
import { isUsable, listProviders, providerName, providerToConfirm } from '@/server/auth/providers'
import { forgetSession } from '@/server/auth/session'
import { formAction } from '@/server/form-action'
import { writePreferences } from '@/server/preferences'

const providerInput = z.object({ provider: z.enum(PROVIDER_IDS) })
/** `tokens`: revoke all tokens as well. */
const withTokens = z.object({ tokens: z.literal('on').optional() })

/**
 * Goes to a provider, to connect it as one more way to sign in. A person who signed in long ago first goes to a provider
 * they have, and presses Connect again.
 */
export const connectAccountAction = formAction(
  action('connectAccount', providerInput, async (actor, { provider }) => {
    if (!listProviders().some((choice) => choice.id === provider)) {
      throw new AppError('not_found', 'This moviebucket does not offer that way to sign in.')
    }
    const [user, accounts] = [await currentUser(), await listAccounts(actor)]
    const connected = accounts.find((account) => account.provider === provider && isUsable(account))
    if (connected) {
      const { title, text } = explainRefusal('connected', {
        provider: providerName(provider),
        account: connected.label ?? undefined,
      })
      throw new AppError('conflict', `${title}. ${text}`)
    }
    const known = providerToConfirm(accounts)
    // A session that lies open, or was stolen, must not become a way in of its own.
    if (known && user && !isFresh(user.confirmedAt, Date.now()))
      return startSignIn(known, confirmTarget(provider), { again: true })
    return startSignIn(provider, connectTarget(provider))
  }),
  redirectToProvider,
)

/** Disconnects a provider. */
export const disconnectAccountAction = formAction(
  action('disconnectAccount', providerInput, (actor, { provider }) => disconnectAccount(actor, provider, isUsable)),
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

/** Dismisses the notices of new accounts and tokens, in this session. */
export const dismissNoticesAction = formAction(
  action('dismissNotices', z.object({ until: z.iso.datetime() }), async (actor, { until }) => {
    const user = await currentUser()
    if (user) await dismissNotices(actor, user.sessionId, until)
  }),
  refresh,
)

/** Signs out every other browser. */
export const signOutOthersAction = formAction(
  action('signOutOthers', withTokens, async (actor, { tokens }) => {
    const user = await currentUser()
    // Without a session to keep, this would sign out this browser too.
    if (user) await revokeSessions(actor, { except: user.sessionId, tokens: tokens === 'on' })
    return tokens === 'on'
  }),
  (tokens) => redirect(withQuery(PATHS.settings, { done: tokens ? 'signed-out-others-tokens' : 'signed-out-others' })),
)

/** Signs out every browser, this one included. */
export const signOutEverywhereAction = formAction(
  action('signOutEverywhere', withTokens, async (actor, { tokens }) => {
    await revokeSessions(actor, { tokens: tokens === 'on' })
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
