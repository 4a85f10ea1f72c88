import { HomeHeader } from '@/app/home-header'
import { page } from '@/app/page-wrappers'
import { SettingsSection } from '@/components/account/settings-section'
import { GroupBuckets } from '@/components/sharing/groups/group-buckets'
import { GroupNameForm } from '@/components/sharing/groups/group-name-form'
import { LeaveGroup } from '@/components/sharing/groups/leave-group'
import { MemberList } from '@/components/sharing/groups/member-list'
import { InviteForm } from '@/components/sharing/invitations/invite-form'
import { LinkForm } from '@/components/sharing/invitations/link-form'
import { PendingList } from '@/components/sharing/invitations/pending-list'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inGroup } from '@/db/sharing/groups/access'
import { listGroupBuckets } from '@/db/sharing/groups/list'
import { listMembers } from '@/db/sharing/groups/members'
import { listInvitations } from '@/db/sharing/invitations/pending'
import { PATHS } from '@/domain/paths'
import { canInGroup } from '@/domain/sharing/group'
import { GIVEN_GROUP_ROLES } from '@/domain/sharing/roles'
import { counted } from '@/domain/text'
import { deleteGroupAction, leaveGroupAction, renameGroupAction, transferGroupAction } from './actions'
import { postInvitation, postLink, revokeGroupInvitationAction } from './invitation-actions'
import { changeMemberAction, removeMemberAction } from './member-actions'

const DONE: ReadonlyMap<string, string> = new Map([
  ['renamed', 'The group has its new name.'],
  ['changed', 'Their role has changed.'],
  ['removed', 'They are not in the group any more. An invitation link that still works lets them back in.'],
  ['transferred', 'The group has a new owner. You stay in it as an admin.'],
  ['revoked', 'Taken back. The invitation no longer works.'],
])

export default page<PageProps<'/groups/[groupId]'>>(async (user, { params, searchParams }) => {
  const { groupId } = await params
  const news = DONE.get(String((await searchParams).done))
  const { group, members, buckets, invitations } = await inGroup(
    { userId: user.id },
    groupId,
    'readGroup',
    async (access) => ({
      group: access.group,
      members: await listMembers(access),
      buckets: await listGroupBuckets(access),
      invitations: canInGroup(access.group.role, 'readInvitations')
        ? await listInvitations(access.db, { groupId: access.group.id })
        : null,
    }),
  )
  const hidden = { groupId: group.id }
  return (
    <>
      <title>{`${group.name} · moviebucket`}</title>
      <HomeHeader user={user} />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-5 px-4 pt-6 pb-32">
        <PageHead back={{ href: PATHS.groups, label: 'All my groups' }} title={group.name} />
        {news && (
          <Notice tone="success" role="status">
            {news}
          </Notice>
        )}
        <SettingsSection
          id="members"
          title={counted(members.length, 'person', 'people')}
          about="They see each other’s names, never an address."
        >
          <MemberList
            groupId={group.id}
            groupName={group.name}
            members={members}
            {...(canInGroup(group.role, 'changeMembers') && { change: changeMemberAction, remove: removeMemberAction })}
          />
        </SettingsSection>
        {invitations && (
          <SettingsSection id="invite" title="Invite" about="People join by accepting; nobody is added without it.">
            <InviteForm action={postInvitation} roles={GIVEN_GROUP_ROLES} hidden={hidden} />
            <details open={invitations.links.length > 0} className="border-t pt-4">
              <summary className="min-h-11 content-center font-semibold sm:min-h-6">By a link</summary>
              <div className="mt-3 flex flex-col gap-3">
                <p className="text-muted">
                  Anyone who has the link can sign in and become a member. Send it only to the people you mean.
                </p>
                <LinkForm action={postLink} roles={['member']} hidden={hidden} />
              </div>
            </details>
            <PendingList {...invitations} revoke={revokeGroupInvitationAction} hidden={hidden} />
          </SettingsSection>
        )}
        <SettingsSection
          id="buckets"
          title="Shared with this group"
          about={
            buckets.length === 0
              ? 'Nothing yet. The owner of a bucket shares it under the bucket’s Sharing.'
              : 'All members of the group see these.'
          }
        >
          {buckets.length > 0 && <GroupBuckets buckets={buckets} />}
        </SettingsSection>
        {canInGroup(group.role, 'renameGroup') && (
          <SettingsSection id="name" title="Name">
            <GroupNameForm
              action={renameGroupAction}
              label="Name of the group"
              button="Rename"
              name={group.name}
              hidden={hidden}
            />
          </SettingsSection>
        )}
        <SettingsSection id="leave" title={group.role === 'owner' ? 'Transfer or dissolve' : 'Leave'}>
          <LeaveGroup
            group={group}
            members={members}
            leave={leaveGroupAction}
            transfer={transferGroupAction}
            dissolve={deleteGroupAction}
          />
        </SettingsSection>
      </main>
    </>
  )
})
