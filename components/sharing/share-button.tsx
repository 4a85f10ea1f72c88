import { ButtonLink } from '@/components/ui/button-link'
import { Icon } from '@/components/ui/icon'
import { sharingPath } from '@/domain/paths'

/** Leads its owner to who sees a bucket. A phone has it in its bar. */
export function ShareButton({ bucketId }: { bucketId: string }) {
  return (
    <ButtonLink href={sharingPath(bucketId)} prefetch={false} size="small" data-print="hide" className="max-sm:hidden">
      <Icon name="lucide--users" className="size-4" />
      Share
    </ButtonLink>
  )
}
