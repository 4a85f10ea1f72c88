import Link from 'next/link'
import { bucketPath } from '@/domain/paths'
import { type GroupBucket, nameOf } from '@/domain/sharing/group'

/** The buckets that a group was given. */
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
            {role === 'owner'
              ? 'Yours'
              : `Of ${nameOf(owner)}, you are ${role === 'editor' ? 'an editor' : 'a viewer'}`}{' '}
            · {movies.toLocaleString('en')} {movies === 1 ? 'movie' : 'movies'}
          </p>
        </li>
      ))}
    </ul>
  )
}
