import type { Metadata } from 'next'
import Link from 'next/link'
import { unblockAction } from '@/app/invitations/actions'
import { page } from '@/app/page-wrappers'
import { signOutAction } from '@/app/sign-in/actions'
import { SignInNotice } from '@/app/sign-in/sign-in-notice'
import { AccountList } from '@/components/account/account-list'
import { PreferencesForm } from '@/components/account/preferences-form'
import { SessionList } from '@/components/account/session-list'
import { SettingsSection } from '@/components/account/settings-section'
import { TokenForm } from '@/components/account/token-form'
import { TokenList } from '@/components/account/token-list'
import { UsageList } from '@/components/account/usage-list'
import { BlockedPeople } from '@/components/sharing/invitations/blocked-people'
import { AppHeader } from '@/components/ui/app-header'
import { buttonClass } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { OperatorNote } from '@/components/ui/operator'
import { listAccounts } from '@/db/account/accounts'
import { listSessions } from '@/db/account/sessions'
import { listTokens } from '@/db/account/tokens'
import { getUsage } from '@/db/account/usage'
import { listBlocked } from '@/db/sharing/invitations/blocks'
import { DEMO_USER } from '@/domain/account/demo-account'
import { isFresh } from '@/domain/account/fresh'
import { PATHS } from '@/domain/paths'
import { readPreferences } from '@/server/preferences'
import {
  connectAccountAction,
  disconnectAccountAction,
  savePreferencesAction,
  signOutEverywhereAction,
  signOutOthersAction,
  signOutSessionAction,
} from './actions'
import { listSignInWays } from './sign-in-ways'
import { postToken, revokeTokenAction } from './token-actions'

export const metadata: Metadata = { title: 'Settings' }

/** The messages for `?done=`. */
const DONE: ReadonlyMap<string, string> = new Map([
  ['disconnected', 'Disconnected. It no longer signs you in.'],
  ['signed-out', 'That browser is signed out.'],
  ['token-revoked', 'Revoked. The token no longer works.'],
  ['signed-out-others', 'Signed out everywhere but in this browser.'],
  ['signed-out-others-tokens', 'Signed out everywhere but in this browser, and all tokens are revoked.'],
])

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default page<Props>(async (user, { searchParams }) => {
  const actor = { userId: user.id }
  const { done, connected, confirmed, error, provider } = await searchParams
  const [accounts, sessions, tokens, blocked, usage, preferences] = await Promise.all([
    listAccounts(actor),
    listSessions(actor),
    listTokens(actor),
    listBlocked(actor),
    getUsage(actor),
    readPreferences(),
  ])
  const ways = listSignInWays(accounts)
  const added = ways.find((way) => way.id === connected && way.connectedAt)
  const next = isFresh(user.confirmedAt, Date.now()) && ways.find((way) => way.id === confirmed && way.canConnect)
  const news = added ? `${added.name} is connected. You can sign in with it from now on.` : DONE.get(String(done))
  return (
    <>
      <AppHeader user={user} signOut={signOutAction} />
      <main id="main" className="mx-auto flex max-w-3xl flex-col gap-5 px-4 py-6">
        <h1>Settings</h1>
        {error !== undefined && (
          <>
            <SignInNotice error={error} provider={provider} accounts={accounts} />
            <OperatorNote />
          </>
        )}
        {news && (
          <Notice tone="success" role="status">
            {news}
          </Notice>
        )}
        {next && (
          <Notice role="status" title="You have signed in again">
            Now press Connect beside {next.name}.
          </Notice>
        )}
        <SettingsSection id="appearance" title="Appearance" about="Saved in this browser and applied at once.">
          <PreferencesForm preferences={preferences} save={savePreferencesAction} />
        </SettingsSection>
        <SettingsSection
          id="accounts"
          title="Ways to sign in"
          about={
            user.email === DEMO_USER.email
              ? 'This is the local demo account. It opens without a password, only on this computer, by the address that npm start prints.'
              : `You are ${user.name ? `${user.name}, ` : ''}${user.email}.`
          }
        >
          {ways.length > 0 && (
            <AccountList ways={ways} connectAction={connectAccountAction} disconnectAction={disconnectAccountAction} />
          )}
        </SettingsSection>
        <SettingsSection
          id="sessions"
          title="Where you are signed in"
          about="A session ends when you sign out, or after 30 days. A token goes on until it is revoked or expires."
        >
          <SessionList
            sessions={sessions}
            currentId={user.sessionId}
            tokens={tokens.length}
            signOutSession={signOutSessionAction}
            signOutOthers={signOutOthersAction}
            signOutEverywhere={signOutEverywhereAction}
          />
        </SettingsSection>
        <SettingsSection
          id="tokens"
          title="Tokens for the API"
          about={
            <>
              With a token, a script or another program can do in your name what you do here.{' '}
              <Link href={PATHS.apiDocs} prefetch={false}>
                About the API
              </Link>
            </>
          }
        >
          <TokenForm action={postToken} />
          <TokenList tokens={tokens} now={Date.now()} revoke={revokeTokenAction} />
        </SettingsSection>
        {blocked.length > 0 && (
          <SettingsSection id="blocked" title="Blocked" about="You see none of their invitations. They are not told.">
            <BlockedPeople people={blocked} unblock={unblockAction} />
          </SettingsSection>
        )}
        <SettingsSection
          id="usage"
          title="What you use"
          about="Each has a limit. A warning appears before you reach it."
        >
          <UsageList usage={usage} />
        </SettingsSection>
        <SettingsSection
          id="data"
          title="Your data"
          about="Export everything you own into one JSON file: buckets and movies, without the trash."
        >
          <div className="flex flex-wrap gap-2">
            <a href={PATHS.exportEverything} download className={buttonClass()}>
              Export everything
            </a>
            <ButtonLink href={PATHS.deleteAccount} prefetch={false} variant="danger">
              Delete account…
            </ButtonLink>
          </div>
        </SettingsSection>
      </main>
    </>
  )
})
