import Link from 'next/link'
import { type AppPath, perspectivePath, withQuery } from '@/domain/paths'
import { describeWay, type Reached } from '@/domain/sharing/grants'
import { nameOf } from '@/domain/sharing/group'
import type { PendingInvitation } from '@/domain/sharing/invitation'

type Props = {
  bucketId: string
  reached: Reached[]
  invitations: PendingInvitation[]
  open: boolean
}

/** Who can see a bucket, and why: each person with every way that leads there. */
export function ReachedList({ bucketId, reached, invitations, open }: Props) {
  return (
    <ul className="divide-y">
      {reached.map(({ userId, name, label, role, ways }) => (
        <Line
          key={userId}
          name={nameOf(name ?? label)}
          has={role}
          why={role === 'owner' ? 'you own it' : ways.map(describeWay).join('; ')}
          viewHref={role === 'owner' ? undefined : viewHref(bucketId, `person:${userId}`)}
        />
      ))}
      {invitations.map(({ id, label, role }) => (
        <Line key={id} name={label} has="not yet" why={`invited as ${role}, and has not answered`} />
      ))}
      <Line
        name={open ? 'Anyone with the link' : 'Everyone else'}
        has={open ? 'visitor' : 'no access'}
        why={open ? 'the public link is on; signed in or not' : 'for them this bucket does not exist'}
        viewHref={viewHref(bucketId, 'everyone')}
      />
    </ul>
  )
}

type LineProps = { name: string; has: string; why: string; viewHref?: AppPath }

function Line({ name, has, why, viewHref }: LineProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="wrap-anywhere">
          <span className="font-semibold">{name}</span>{' '}
          <span className="rounded-sm bg-accent-soft px-2 py-0.5 text-xs text-accent">{has}</span>
        </p>
        <p className="text-sm wrap-anywhere text-muted">Because: {why}</p>
      </div>
      {viewHref && (
        <Link
          href={viewHref}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-accent underline sm:min-h-6"
        >
          View as<span className="sr-only"> {name}</span>
        </Link>
      )}
    </li>
  )
}

/** The address of a bucket in somebody else's eyes; `as` as `parseViewedAs` reads it. */
export function viewHref(bucketId: string, as: string): AppPath {
  return withQuery(perspectivePath(bucketId), { as })
}
