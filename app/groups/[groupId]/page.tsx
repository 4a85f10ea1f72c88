import { switcherBuckets } from '@/app/buckets/switcher-buckets'
import {
  changeMemberAction,
  deleteGroupAction,
  handOverGroupAction,
  leaveGroupAction,
  postInvitation,
  postLink,
  removeMemberAction,
  renameGroupAction,
  revokeGroupInvitationAction,
} from '@/app/groups/actions'
import { page } from '@/app/page-wrappers'
import { signOutAction } from '@/app/sign-in/actions'
import { SettingsSection } from '@/components/account/settings-section'
import { GroupBuckets } from '@/components/sharing/groups/group-buckets'
import { GroupNameForm } from '@/components/sharing/groups/group-name-form'
import { LeaveGroup } from '@/components/sharing/groups/leave-group'
import { MemberList } from '@/components/sharing/groups/member-list'
import { InviteForm } from '@/components/sharing/invitations/invite-form'
import { LinkForm } from '@/components/sharing/invitations/link-form'
import { PendingList } from '@/components/sharing/invitations/pending-list'
import { AppHeader } from '@/components/ui/app-header'
import { BottomBar } from '@/components/ui/bottom-bar'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inGroup, listGroupBuckets, listMembers } from '@/db/sharing/groups'
import { listInvitations } from '@/db/sharing/invitations'
import { PATHS } from '@/domain/paths'
import { canInGroup } from '@/domain/sharing/group'
import { GROUP_INVITATION_ROLES } from '@/domain/sharing/invitation'

const DONE: ReadonlyMap<string, string> = new Map([
  ['renamed', 'The group has its new name.'],
  ['changed', 'Their role is changed.'],
  ['removed', 'They are not in the group any more. A link that works many times would still let them back in.'],
  ['handed-over', 'The group is handed over. You stay in it as an admin.'],
  ['revoked', 'Taken back. It does not work any more.'],
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
      <AppHeader user={user} switcher={await switcherBuckets(user)} signOut={signOutAction} />
      <BottomBar listHref={PATHS.home} />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-5 px-4 pt-6 pb-32">
        <PageHead back={{ href: PATHS.groups, label: 'All my groups' }} title={group.name} />
        {news && (
          <Notice tone="success" role="status">
            {news}
          </Notice>
        )}
        <SettingsSection
          id="members"
          title={members.length === 1 ? '1 person' : `${members.length.toLocaleString('en')} people`}
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
          <SettingsSection id="invite" title="Invite" about="Everybody accepts for themselves; nobody is just put in.">
            <InviteForm action={postInvitation} roles={GROUP_INVITATION_ROLES} hidden={hidden} />
            <details open={invitations.links.length > 0} className="border-t pt-4">
              <summary className="min-h-11 content-center font-semibold sm:min-h-6">By a link</summary>
              <div className="mt-3 flex flex-col gap-3">
                <p className="text-muted">
                  Whoever has the link can become a member, once they are signed in. Send it to those you mean.
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
              : 'Everybody in the group sees these.'
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
        <SettingsSection id="leave" title={group.role === 'owner' ? 'Hand over or dissolve' : 'Leave'}>
          <LeaveGroup
            group={group}
            members={members}
            leave={leaveGroupAction}
            handOver={handOverGroupAction}
            dissolve={deleteGroupAction}
          />
        </SettingsSection>
      </main>
    </>
  )
})
