import Link from 'next/link'
import { type AppPath, activityPath, sharingPath } from '@/domain/paths'
import { type Audience, describeAudience } from '@/domain/sharing/audience'
import { can } from '@/domain/sharing/roles'

/** Who can see a bucket, in a sentence under its name, with links to Sharing and Activity. */
export function AudienceLine({ bucketId, audience }: { bucketId: string; audience: Audience }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-4">
      <p className="wrap-anywhere text-muted">{describeAudience(audience)}</p>
      {can(audience.role, 'readSharing') && <AudienceLink href={sharingPath(bucketId)}>Sharing</AudienceLink>}
      {can(audience.role, 'readActivity') && <AudienceLink href={activityPath(bucketId)}>Activity</AudienceLink>}
    </div>
  )
}

function AudienceLink({ href, children }: { href: AppPath; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      data-print="hide"
      className="inline-flex min-h-11 items-center text-accent underline sm:min-h-6"
    >
      {children}
    </Link>
  )
}
