import { ActionForm } from '@/components/account/action-form'
import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { nameOfCopy } from '@/domain/buckets/name'
import type { FormAction } from '@/domain/forms'
import type { SharedBucket } from '@/domain/sharing/shared-bucket'
import { formatNumber } from '@/domain/text'

type Props = {
  bucket: SharedBucket
  own: { id: string; name: string }[]
  /** Posted with a `bucketId` and a `targetId`, which is empty for a new bucket called `name`. */
  copy: FormAction
}

/** Copies a shared bucket into one of the reader's own. Works without JavaScript. */
export function CopyBucket({ bucket, own, copy }: Props) {
  return (
    <Disclosure
      name={`of ${bucket.id}`}
      size="small"
      label={
        <>
          Copy to mine…<span className="sr-only"> ({bucket.name})</span>
        </>
      }
    >
      <p>All of its movies are copied. Later changes to either bucket stay in that bucket.</p>
      <ActionForm action={copy} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="bucketId" value={bucket.id} />
        <input type="hidden" name="name" value={nameOfCopy(bucket)} />
        <SelectField label="Into" name="targetId" className="min-w-56">
          <option value="">A new bucket called “{nameOfCopy(bucket)}”</option>
          {own.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SubmitButton>Copy {formatNumber(bucket.movies)}</SubmitButton>
        <CancelButton />
      </ActionForm>
    </Disclosure>
  )
}
