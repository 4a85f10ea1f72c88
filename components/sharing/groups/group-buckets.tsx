import Link from 'next/link'
import { bucketPath } from '@/domain/paths'
import { type GroupBucket, nameOf } from '@/domain/sharing/group'
import { withArticle } from '@/domain/sharing/role-words'
import { counted } from '@/domain/text'

/** The buckets that are shared with a group. */
export function GroupBuckets({ buckets }: { buckets: GroupBucket[] }) {
  return (
    <ul className="divide-y">
      {buckets.map(({ id, name, role, owner, movies }) => (
        <li key={id} className="py-3 first:pt-0 last:pb-0">
          <Link
            href={bucketPath(id)}
            prefetch={false}
            className="inline-flex min-h-11 items-center font-semibold wrap-anywhere sm:min-h-6"
          >
            {name}
          </Link>
          <p className="text-sm text-muted">
            {role === 'owner' ? 'Yours' : `Owned by ${nameOf(owner)}, you are ${withArticle(role)}`} ·{' '}
            {counted(movies, 'movie')}
          </p>
        </li>
      ))}
    </ul>
  )
}
