import type { Metadata } from 'next'
import Link from 'next/link'
import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import { acceptOfferAction, blockInviterAction, declineOfferAction } from '@/app/invitations/actions'
import { page } from '@/app/page-wrappers'
import { signOutAction } from '@/app/sign-in/actions'
import { HitList } from '@/components/sharing/hit-list'
import { MyInvitations } from '@/components/sharing/invitations/my-invitations'
import { SharedList } from '@/components/sharing/shared-list'
import { AppHeader } from '@/components/ui/app-header'
import { BottomBar } from '@/components/ui/bottom-bar'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { searchEverywhere } from '@/db/movies/search-everywhere'
import { listOffers } from '@/db/sharing/invitations'
import { listShared } from '@/db/sharing/shared-with-me'
import { bucketPath, PATHS } from '@/domain/paths'
import { SEARCH_TEXT_LIMIT } from '@/domain/search/search'
import { copyToMineAction, leaveBucketAction } from './actions'

export const metadata: Metadata = { title: 'Shared with me' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const DONE: ReadonlyMap<string, string> = new Map([
  ['left', 'You left it. It is not in your list any more.'],
  ['declined', 'Declined. Whoever sent it is not told.'],
  ['blocked', 'Blocked. You see none of their invitations any more; take it back in Settings.'],
  ['left-one-way', 'You gave up your own access. You still see it through a group.'],
])

export default page<Props>(async (user, { searchParams }) => {
  const actor = { userId: user.id }
  const { q, done, copied, into } = await searchParams
  const text =
    typeof q === 'string' ? [...q.toWellFormed().replaceAll('\0', '')].slice(0, SEARCH_TEXT_LIMIT).join('') : ''
  const searching = text.trim() !== ''
  const [offers, buckets, found, switcher] = await Promise.all([
    listOffers(actor),
    searching ? [] : listShared(actor),
    searching ? searchEverywhere(actor, text) : null,
    switcherBuckets(user),
  ])
  const own = switcher.buckets.filter((bucket) => bucket.own)
  const target = own.find(({ id }) => id === into)
  const count = Number(copied)
  return (
    <>
      <AppHeader user={user} switcher={switcher} signOut={signOutAction} />
      <BottomBar listHref={PATHS.home} />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-4xl flex-col gap-5 px-4 pt-6 pb-32">
        <h1>Shared with me</h1>
        {DONE.has(String(done)) && (
          <Notice tone="success" role="status">
            {DONE.get(String(done))}
          </Notice>
        )}
        {target && Number.isSafeInteger(count) && (
          <Notice tone="success" role="status">
            Copied {count.toLocaleString('en')} {count === 1 ? 'movie' : 'movies'} to{' '}
            <Link href={bucketPath(target.id)}>{target.name}</Link>.
          </Notice>
        )}
        <MyInvitations
          offers={offers}
          accept={acceptOfferAction}
          decline={declineOfferAction}
          block={blockInviterAction}
        />
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
                Back to what is shared
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
            {offers.length > 0
              ? 'Accept an invitation above to see it here.'
              : `Whoever wants to needs the address you sign in with, ${user.email}, or your GitHub name.`}
          </EmptyState>
        )}
      </main>
    </>
  )
})

function foundSentence({ hits, total, more }: { hits: unknown[]; total: number; more: boolean }): string {
  if (total === 0) return 'Nobody has it'
  const found = `${more ? 'More than ' : ''}${total.toLocaleString('en')} found`
  return total > hits.length ? `${found}, the first ${hits.length} shown` : found
}
