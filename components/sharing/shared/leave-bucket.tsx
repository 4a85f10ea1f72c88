import Link from 'next/link'
import { ActionForm } from '@/components/account/action-form'
import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { leaveGroupPath } from '@/domain/paths'
import type { SharedBucket } from '@/domain/sharing/shared-bucket'

type Props = {
  bucket: SharedBucket
  /** Posted with a `bucketId`. */
  leave: FormAction
}

/** Gives up the reader's own access to a bucket, and names the groups to leave. Works without JavaScript. */
export function LeaveBucket({ bucket: { id, name, direct, groups }, leave }: Props) {
  return (
    <Disclosure
      name={`of ${id}`}
      size="small"
      label={
        <>
          Leave…<span className="sr-only"> ({name})</span>
        </>
      }
    >
      {direct && (
        <>
          <p className="wrap-anywhere">
            {groups.length > 0
              ? 'You give up your own access. You still see the bucket through a group.'
              : `You will not see “${name}” any more, unless you are invited again.`}
          </p>
          <ActionForm action={leave} className="flex flex-wrap gap-2">
            <input type="hidden" name="bucketId" value={id} />
            <SubmitButton variant="danger">
              Leave <span className="sr-only">{name}</span>
            </SubmitButton>
            <CancelButton />
          </ActionForm>
        </>
      )}
      {groups.length > 0 && (
        <p className="wrap-anywhere">
          You see it through a group. To stop seeing it, leave the group:{' '}
          {groups.map((group, at) => (
            <span key={group.id}>
              {at > 0 && ', '}
              <Link href={leaveGroupPath(group.id)} prefetch={false}>
                {group.name}
              </Link>
            </span>
          ))}
        </p>
      )}
    </Disclosure>
  )
}
