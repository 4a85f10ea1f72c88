import Link from 'next/link'
import { FormatBadge } from '@/components/movies/format-badge'
import { bucketPath, moviePath } from '@/domain/paths'
import type { Hit } from '@/domain/search/hit'
import { nameOf } from '@/domain/sharing/group'

import { spineColour, spineHue, spineLightness } from '@/domain/shelf/spine'

/** The movies that a search found, each with its format, year, owner and bucket. */
export function HitList({ hits }: { hits: Hit[] }) {
  return (
    <ul aria-label="Found" className="divide-y overflow-clip rounded border bg-surface">
      {hits.map((hit) => (
        <li key={`${hit.bucketId} ${hit.id}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <span className="flex min-w-48 flex-1 items-center gap-2.5 font-semibold wrap-anywhere">
            <span
              aria-hidden
              className="h-5.5 w-1.5 shrink-0 rounded-[1px]"
              style={{ background: spineColour(spineLightness(hit.title), spineHue(hit.releaseYear)) }}
            />
            <Link
              href={moviePath(hit)}
              prefetch={false}
              className="inline-flex min-h-11 min-w-11 items-center text-ink hover:underline sm:min-h-6"
            >
              {hit.title}
            </Link>
          </span>
          <FormatBadge format={hit.format} />
          <span className="tabular-nums">{hit.releaseYear}</span>
          <span className="min-w-0 basis-56 text-sm wrap-anywhere text-muted max-sm:basis-full">
            {hit.mine ? 'You' : nameOf(hit.ownerName)}, in{' '}
            <Link href={bucketPath(hit.bucketId)} prefetch={false}>
              {hit.bucketName}
            </Link>
          </span>
        </li>
      ))}
    </ul>
  )
}
