import type { Metadata } from 'next'
import { HomeHeader } from '@/app/home-header'
import { page } from '@/app/page-wrappers'
import { SettingsSection } from '@/components/account/settings-section'
import { GroupList } from '@/components/sharing/groups/group-list'
import { GroupNameForm } from '@/components/sharing/groups/group-name-form'
import { Notice } from '@/components/ui/notice'
import { listGroups } from '@/db/sharing/groups/list'
import { makeGroupAction } from './actions'

export const metadata: Metadata = { title: 'Groups' }

const DONE: ReadonlyMap<string, string> = new Map([
  ['left', 'You are not in the group any more.'],
  ['dissolved', 'The group is dissolved.'],
])

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default page<Props>(async (user, { searchParams }) => {
  const news = DONE.get(String((await searchParams).done))
  const groups = await listGroups({ userId: user.id })
  return (
    <>
      <HomeHeader user={user} />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-3xl flex-col gap-5 px-4 pt-6 pb-32">
        <h1>Groups</h1>
        {news && (
          <Notice tone="success" role="status">
            {news}
          </Notice>
        )}
        {groups.length === 0 ? (
          <p className="text-muted">
            You are in no group. Share a bucket with a group, and all of its members see it, until they leave.
          </p>
        ) : (
          <GroupList groups={groups} />
        )}
        <SettingsSection
          id="new"
          title={groups.length === 0 ? 'Make a group' : 'New group'}
          about="You own it. Then you invite the others."
        >
          <GroupNameForm action={makeGroupAction} label="Name" button="Make group" />
        </SettingsSection>
      </main>
    </>
  )
})
