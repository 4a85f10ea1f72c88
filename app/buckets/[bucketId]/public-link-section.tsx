import { PublicLink } from '@/components/buckets/public-link'
import type { Bucket } from '@/db/buckets/access'
import { publicPath } from '@/domain/paths'
import { publicOrigin } from '@/server/environment'
import { postRotateLink, postSearchable, postVisibility } from './public-link-actions'

/** The public link of a bucket, on its owner's Sharing screen. */
export function PublicLinkSection({ bucket: { id, visibility, publicKey, searchable } }: { bucket: Bucket }) {
  return (
    <PublicLink
      visibility={visibility}
      url={publicKey && publicOrigin() + publicPath(publicKey)}
      searchable={searchable}
      setVisibility={postVisibility.bind(null, id)}
      rotate={postRotateLink.bind(null, id)}
      setSearchable={postSearchable.bind(null, id)}
    />
  )
}
