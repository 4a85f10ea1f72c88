import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { groupPath } from '@/domain/paths'
import type { GroupSummary } from '@/domain/sharing/group'
import { withArticle } from '@/domain/sharing/role-words'
import { counted } from '@/domain/text'

/** The groups that the reader is in. */
export function GroupList({ groups }: { groups: GroupSummary[] }) {
  return (
    <ul className="divide-y overflow-clip rounded-lg border bg-surface">
      {groups.map(({ id, name, role, members, buckets }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
          <Icon name="lucide--users" className="size-5 text-muted" />
          <div className="min-w-0 flex-1 basis-56">
            <Link
              href={groupPath(id)}
              prefetch={false}
              className="inline-flex min-h-11 items-center font-semibold wrap-anywhere sm:min-h-6"
            >
              {name}
            </Link>
            <p className="text-sm text-muted">
              {role === 'owner' ? 'You own it' : `You are ${withArticle(role)}`} ·{' '}
              {counted(members, 'person', 'people')} ·{' '}
              {buckets === 0 ? 'nothing shared with it' : `${counted(buckets, 'bucket')} shared with it`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
