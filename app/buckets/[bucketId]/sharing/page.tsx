import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { PublicLinkSection } from '@/app/buckets/[bucketId]/public-link-section'
import { page } from '@/app/page-wrappers'
import { SettingsSection } from '@/components/account/settings-section'
import { InviteForm } from '@/components/sharing/invitations/invite-form'
import { LinkForm } from '@/components/sharing/invitations/link-form'
import { PendingList } from '@/components/sharing/invitations/pending-list'
import { ReachedList } from '@/components/sharing/reached-list'
import { SharesForm } from '@/components/sharing/shares-form'
import { ViewAsForm } from '@/components/sharing/view-as-form'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets/access'
import { getAudience, getSharing, listReached } from '@/db/sharing/grants'
import { bucketPath, perspectivePath } from '@/domain/paths'
import { describeAudience } from '@/domain/sharing/audience'
import { GIVEN_ROLES } from '@/domain/sharing/grants'
import { postBucketLink, postOffer, postShares, revokeBucketInvitation } from './actions'

export default page<PageProps<'/buckets/[bucketId]/sharing'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { done } = await searchParams
  const { bucket, audience, sharing, reached } = await inBucket(
    { userId: user.id },
    bucketId,
    'readSharing',
    async (access) => ({
      bucket: access.bucket,
      audience: await getAudience(access),
      sharing: await getSharing(access),
      reached: await listReached(access),
    }),
  )
  const hidden = { bucketId: bucket.id }
  const offers = sharing.invitations.filter(({ role }) => role === 'owner')
  return (
    <>
      <title>{`Sharing of ${bucket.name} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucket.id} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-5 px-4 pt-6 pb-32">
        <PageHead
          back={{ href: bucketPath(bucket.id), label: 'Back to the movies' }}
          title={`Sharing of ${bucket.name}`}
        >
          <p className="mt-1 text-lg wrap-anywhere">{describeAudience(audience)}</p>
        </PageHead>
        {done === 'revoked' && (
          <Notice tone="success" role="status">
            Taken back. It does not work any more.
          </Notice>
        )}
        <SettingsSection
          id="shares"
          title="People and groups"
          about="People accept for themselves, under “Shared with me”. A group has access at once."
        >
          <SharesForm sharing={sharing} save={postShares.bind(null, bucket.id)} />
        </SettingsSection>
        <SettingsSection
          id="links"
          title="Invitation links"
          about="For people whose address you do not know: whoever has the link accepts it once they are signed in."
        >
          <LinkForm action={postBucketLink} roles={GIVEN_ROLES} hidden={hidden} />
          <PendingList people={[]} links={sharing.links} revoke={revokeBucketInvitation} hidden={hidden} />
        </SettingsSection>
        <PublicLinkSection bucket={bucket} />
        <SettingsSection
          id="reached"
          title="Who can see this, and why"
          about="Everybody whom it reaches at this moment, with every way that leads there."
        >
          <ReachedList
            bucketId={bucket.id}
            reached={reached}
            invitations={sharing.invitations}
            open={bucket.visibility === 'everyone'}
          />
          <ViewAsForm action={perspectivePath(bucket.id)} reached={reached} groups={sharing.groups} />
        </SettingsSection>
        <SettingsSection
          id="hand-over"
          title="Hand it over"
          about="It becomes theirs when they accept, with all its movies; until then nothing changes. You stay on as an editor. From then on they decide who sees it, you included, and your open invitations and links to it end."
        >
          <PendingList people={offers} links={[]} revoke={revokeBucketInvitation} hidden={hidden} />
          <InviteForm action={postOffer} roles={['owner']} hidden={hidden} button="Offer it" />
        </SettingsSection>
      </main>
    </>
  )
})
