import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { PublicLinkSection } from '@/app/buckets/[bucketId]/public-link-section'
import { page } from '@/app/page-wrappers'
import { SettingsSection } from '@/components/account/settings-section'
import { GrantsForm } from '@/components/sharing/grants/grants-form'
import { InviteForm } from '@/components/sharing/invitations/invite-form'
import { LinkForm } from '@/components/sharing/invitations/link-form'
import { PendingList } from '@/components/sharing/invitations/pending-list'
import { PerspectiveForm } from '@/components/sharing/perspective-form'
import { ReachList } from '@/components/sharing/reach-list'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets/access'
import { getAudience } from '@/db/sharing/audience'
import { getGrants } from '@/db/sharing/grants'
import { listReach } from '@/db/sharing/reach'
import { bucketPath, perspectivePath } from '@/domain/paths'
import { describeAudience } from '@/domain/sharing/audience'
import { GIVEN_ROLES } from '@/domain/sharing/roles'
import { postBucketLink, postGrants, postTransfer, revokeBucketInvitation } from './actions'

export default page<PageProps<'/buckets/[bucketId]/sharing'>>(async (user, { params, searchParams }) => {
  const { bucketId } = await params
  const { done } = await searchParams
  const { bucket, audience, grants, reach } = await inBucket(
    { userId: user.id },
    bucketId,
    'readSharing',
    async (access) => ({
      bucket: access.bucket,
      audience: await getAudience(access),
      grants: await getGrants(access),
      reach: await listReach(access),
    }),
  )
  const hidden = { bucketId: bucket.id }
  const transfers = grants.invitations.filter(({ role }) => role === 'owner')
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
            Taken back. The invitation no longer works.
          </Notice>
        )}
        <SettingsSection
          id="grants"
          title="People and groups"
          about="People accept for themselves, under “Shared with me”. A group has access at once."
        >
          <GrantsForm grants={grants} save={postGrants.bind(null, bucket.id)} />
        </SettingsSection>
        <SettingsSection
          id="links"
          title="Invitation links"
          about="For people whose address you do not know: they open the link, sign in and accept."
        >
          <LinkForm action={postBucketLink} roles={GIVEN_ROLES} hidden={hidden} />
          <PendingList people={[]} links={grants.links} revoke={revokeBucketInvitation} hidden={hidden} />
        </SettingsSection>
        <PublicLinkSection bucket={bucket} />
        <SettingsSection
          id="reach"
          title="Who can see this, and why"
          about="Every person whom this bucket reaches now, with every reason."
        >
          <ReachList
            bucketId={bucket.id}
            reach={reach}
            invitations={grants.invitations}
            open={bucket.visibility === 'everyone'}
          />
          <PerspectiveForm action={perspectivePath(bucket.id)} reach={reach} groups={grants.groups} />
        </SettingsSection>
        <SettingsSection
          id="transfer"
          title="Transfer ownership"
          about="The bucket becomes theirs, with all its movies, when they accept; until then nothing changes. You stay on as an editor. From then on they decide who sees it, you included, and your open invitations and links to it end."
        >
          <PendingList people={transfers} links={[]} revoke={revokeBucketInvitation} hidden={hidden} />
          <InviteForm action={postTransfer} roles={['owner']} hidden={hidden} button="Transfer ownership" />
        </SettingsSection>
      </main>
    </>
  )
})
