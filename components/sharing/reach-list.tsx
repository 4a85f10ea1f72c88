import Link from 'next/link'
import { type AppPath, perspectivePath, withQuery } from '@/domain/paths'
import { nameOf } from '@/domain/sharing/group'
import type { PendingInvitation } from '@/domain/sharing/invitation'
import { describeReason, type ReachedPerson } from '@/domain/sharing/reach'

type Props = {
  bucketId: string
  reach: ReachedPerson[]
  invitations: PendingInvitation[]
  /** Whether the public link is on. */
  open: boolean
}

/** Who can see a bucket: each person with every reason, then everyone else. */
export function ReachList({ bucketId, reach, invitations, open }: Props) {
  return (
    <ul className="divide-y">
      {reach.map(({ userId, name, label, role, reasons }) => (
        <Line
          key={userId}
          name={nameOf(name ?? label)}
          has={role}
          why={role === 'owner' ? 'you own it' : reasons.map(describeReason).join('; ')}
          perspectiveHref={role === 'owner' ? undefined : perspectiveHref(bucketId, `person:${userId}`)}
        />
      ))}
      {invitations.map(({ id, label, role }) => (
        <Line key={id} name={label} has="not yet" why={`invited as ${role}, and has not answered`} />
      ))}
      <Line
        name={open ? 'Anyone with the link' : 'Everyone else'}
        has={open ? 'visitor' : 'no access'}
        why={open ? 'the public link is on; signed in or not' : 'for them this bucket does not exist'}
        perspectiveHref={perspectiveHref(bucketId, 'everyone')}
      />
    </ul>
  )
}

type LineProps = { name: string; has: string; why: string; perspectiveHref?: AppPath }

function Line({ name, has, why, perspectiveHref }: LineProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-56">
        <p className="wrap-anywhere">
          <span className="font-semibold">{name}</span>{' '}
          <span className="rounded-sm bg-accent-soft px-2 py-0.5 text-xs text-accent">{has}</span>
        </p>
        <p className="text-sm wrap-anywhere text-muted">Because: {why}</p>
      </div>
      {perspectiveHref && (
        <Link
          href={perspectiveHref}
          prefetch={false}
          className="inline-flex min-h-11 items-center text-accent underline sm:min-h-6"
        >
          View as<span className="sr-only"> {name}</span>
        </Link>
      )}
    </li>
  )
}

// `as` is what `parsePerspective` reads.
function perspectiveHref(bucketId: string, as: string): AppPath {
  return withQuery(perspectivePath(bucketId), { as })
}
