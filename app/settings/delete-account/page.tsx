import type { Metadata } from 'next'
import { page } from '@/app/page-wrappers'
import { deleteAccountAction } from '@/app/settings/actions'
import { signOutAction } from '@/app/sign-in/actions'
import { DeleteAccountForm } from '@/components/account/delete-account-form'
import { DeletionLosses } from '@/components/account/deletion-losses'
import { AppHeader } from '@/components/ui/app-header'
import { buttonClass } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { previewDeletion } from '@/db/account/deletion'
import { PATHS } from '@/domain/paths'
import { counted, formatNumber } from '@/domain/text'

export const metadata: Metadata = { title: 'Delete account' }

export default page(async (user) => {
  const { buckets, movies, inTrash, shared, groups } = await previewDeletion({ userId: user.id })
  const dissolved = groups.filter(({ heir }) => !heir)
  return (
    <>
      <AppHeader user={user} signOut={signOutAction} />
      <main id="main" className="mx-auto flex max-w-3xl flex-col items-start gap-5 px-4 py-6">
        <h1>Delete your account</h1>
        <div>
          <p>This deletes at once and for good:</p>
          <ul className="my-2 list-disc pl-6">
            <li>
              <strong>{counted(buckets, 'bucket')}</strong> with <strong>{counted(movies, 'movie')}</strong>
              {inTrash > 0 && `, and ${formatNumber(inTrash)} more in the trash`}
            </li>
            {dissolved.length > 0 && (
              <li>
                <strong>{counted(dissolved.length, 'group')}</strong> without another admin
              </li>
            )}
            <li>your name and address, and the ways you sign in</li>
            <li>every session: you are signed out everywhere</li>
          </ul>
          <p>Nobody can restore it, except the operator of this moviebucket from a backup.</p>
        </div>
        <DeletionLosses shared={shared} groups={groups} />
        {movies > 0 && (
          <div className="flex flex-col items-start gap-2 rounded-lg border bg-surface p-4">
            <p>Export your movies first:</p>
            <a href={PATHS.exportEverything} download className={buttonClass()}>
              Export everything
            </a>
          </div>
        )}
        <DeleteAccountForm email={user.email} action={deleteAccountAction} />
        <ButtonLink href={PATHS.settings} variant="quiet">
          Keep my account
        </ButtonLink>
      </main>
    </>
  )
})
