import type { Metadata } from 'next'
import Link from 'next/link'
import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import { HomeHeader } from '@/app/home-header'
import { acceptInvitationAction, blockInviterAction, declineInvitationAction } from '@/app/invitations/actions'
import { page } from '@/app/page-wrappers'
import { signInAction } from '@/app/sign-in/actions'
import { ActionForm } from '@/components/account/action-form'
import { MyInvitations } from '@/components/sharing/invitations/my-invitations'
import { HitList } from '@/components/sharing/shared/hit-list'
import { SharedList } from '@/components/sharing/shared/shared-list'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { searchEverywhere } from '@/db/movies/search-everywhere'
import { isLoginInvited, listReceived } from '@/db/sharing/invitations/received'
import { listShared } from '@/db/sharing/shared-buckets'
import { bucketPath, PATHS } from '@/domain/paths'
import { SEARCH_TEXT_LIMIT } from '@/domain/search/search'
import { counted, cut, formatNumber } from '@/domain/text'
import { listProviders } from '@/server/auth/providers'
import { copyToMineAction, leaveBucketAction } from './actions'

export const metadata: Metadata = { title: 'Shared with me' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const DONE: ReadonlyMap<string, string> = new Map([
  ['left', 'You left it. It is not in your list any more.'],
  ['declined', 'Declined. The inviter is not told.'],
  ['blocked', 'Blocked. You do not see their invitations any more; unblock them in Settings.'],
  ['left-partly', 'You gave up your own access. You still see it through a group.'],
])

export default page<Props>(async (user, { searchParams }) => {
  const actor = { userId: user.id }
  const { q, done, copied, into } = await searchParams
  const text = typeof q === 'string' ? cut(q.replaceAll('\0', ''), SEARCH_TEXT_LIMIT) : ''
  const searching = text.trim() !== ''
  const [invitations, loginInvited, buckets, found, switcher] = await Promise.all([
    listReceived(actor),
    offersGitHub() ? isLoginInvited(actor) : false,
    searching ? [] : listShared(actor),
    searching ? searchEverywhere(actor, text) : null,
    switcherBuckets(user),
  ])
  const own = switcher.buckets.filter((bucket) => bucket.own)
  const target = own.find(({ id }) => id === into)
  const count = Number(copied)
  return (
    <>
      <HomeHeader user={user} switcher={switcher} />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-4xl flex-col gap-5 px-4 pt-6 pb-32">
        <h1>Shared with me</h1>
        {DONE.has(String(done)) && (
          <Notice tone="success" role="status">
            {DONE.get(String(done))}
          </Notice>
        )}
        {target && Number.isSafeInteger(count) && (
          <Notice tone="success" role="status">
            Copied {counted(count, 'movie')} to <Link href={bucketPath(target.id)}>{target.name}</Link>.
          </Notice>
        )}
        <MyInvitations
          invitations={invitations}
          accept={acceptInvitationAction}
          decline={declineInvitationAction}
          block={blockInviterAction}
        />
        {loginInvited && (
          <Notice
            title="An invitation waits for your GitHub name"
            actions={
              <ActionForm action={signInAction}>
                <input type="hidden" name="provider" value="github" />
                <input type="hidden" name="next" value={PATHS.shared} />
                <SubmitButton size="small">Sign in with GitHub again</SubmitButton>
              </ActionForm>
            }
          >
            Names at GitHub pass from one person to another. Sign in with GitHub again to show that it is still yours.
          </Notice>
        )}
        <search>
          <form action={PATHS.shared} className="flex flex-wrap items-start gap-x-3 gap-y-2">
            <TextField
              label="Who has it, and in which format?"
              hint="Looks through your own movies and everything shared with you."
              name="q"
              type="search"
              defaultValue={text}
              maxLength={SEARCH_TEXT_LIMIT}
              className="min-w-56 flex-1"
            />
            <Button type="submit" className="mt-6">
              Search
            </Button>
          </form>
        </search>
        {found && (
          <section aria-labelledby="found" className="flex flex-col gap-3">
            <div className="flex flex-wrap items-baseline gap-x-4">
              <h2 id="found">{foundSentence(found)}</h2>
              <Link href={PATHS.shared} className="inline-flex min-h-11 items-center sm:min-h-6">
                Back to shared buckets
              </Link>
            </div>
            {found.hits.length > 0 && <HitList hits={found.hits} />}
          </section>
        )}
        {!searching && buckets.length > 0 && (
          <SharedList buckets={buckets} own={own} now={Date.now()} leave={leaveBucketAction} copy={copyToMineAction} />
        )}
        {!searching && buckets.length === 0 && (
          <EmptyState title="Nobody has shared a bucket with you yet">
            {invitations.length > 0
              ? 'Accept an invitation above to see it here.'
              : `To share with you, a person needs the address you sign in with, ${user.email}, or your GitHub name.`}
          </EmptyState>
        )}
      </main>
    </>
  )
})

function offersGitHub(): boolean {
  return listProviders().some(({ id }) => id === 'github')
}

function foundSentence({ hits, total, more }: { hits: unknown[]; total: number; more: boolean }): string {
  if (total === 0) return 'Nobody has it'
  const found = `${more ? 'More than ' : ''}${formatNumber(total)} found`
  return total > hits.length ? `${found}, the first ${hits.length} shown` : found
}
