import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import { recallAccepted } from '@/app/invitations/accepted-link'
import { acceptLinkAction } from '@/app/invitations/actions'
import { publicPage } from '@/app/page-wrappers'
import { signOutAction } from '@/app/sign-in/actions'
import { ActionForm } from '@/components/account/action-form'
import { AppHeader } from '@/components/ui/app-header'
import { ButtonLink } from '@/components/ui/button-link'
import { HomeLink } from '@/components/ui/home-link'
import { SubmitButton } from '@/components/ui/submit-button'
import { findByLink } from '@/db/sharing/invitations/received'
import { invitationPath, PATHS, signInPath } from '@/domain/paths'
import { invitationLine } from '@/domain/sharing/invitation-words'
import { ROLE_MEANS } from '@/domain/sharing/role-words'
import { formatDay } from '@/domain/text'

// The address is the key: neither search engines nor other pages learn it.
export const metadata: Metadata = {
  title: 'Invitation',
  robots: { index: false, follow: false },
  referrer: 'strict-origin',
}

export default publicPage<PageProps<'/invitations/[token]'>>(async (user, { params }) => {
  const { token } = await params
  const invitation = await findByLink(user && { userId: user.id }, token)
  if (!invitation) {
    const accepted = user && (await recallAccepted(token))
    if (accepted) redirect(accepted)
    notFound()
  }
  return (
    <>
      {user ? (
        <AppHeader user={user} switcher={await switcherBuckets(user)} signOut={signOutAction} />
      ) : (
        <header className="px-4 py-4 sm:px-8">
          <HomeLink />
        </header>
      )}
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-xl flex-col items-start gap-4 px-4 py-10">
        <h1 className="wrap-anywhere">{invitationLine(invitation)}</h1>
        <p>
          {ROLE_MEANS[invitation.role]} The invitation is open until {formatDay(invitation.expiresAt)}.
        </p>
        {invitation.inviterId === user?.id && (
          <p className="rounded border bg-surface px-4 py-3">
            This is your own invitation. Send the address of this page to the person you want to invite.
          </p>
        )}
        {user && invitation.inviterId !== user.id && (
          <ActionForm action={acceptLinkAction}>
            <input type="hidden" name="token" value={token} />
            <div className="flex flex-wrap gap-2">
              <SubmitButton variant="primary">Accept</SubmitButton>
              <ButtonLink href={PATHS.home} prefetch={false} variant="quiet">
                Not now
              </ButtonLink>
            </div>
          </ActionForm>
        )}
        {!user && (
          <>
            <ButtonLink href={signInPath(invitationPath(token))} prefetch={false} variant="primary">
              Sign in to accept
            </ButtonLink>
            <p className="text-muted">Then you come back to this page. Your first sign-in creates your account.</p>
          </>
        )}
      </main>
    </>
  )
})
