import Link from 'next/link'
import { ActionForm } from '@/components/account/action-form'
import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { nameOfCopy } from '@/domain/buckets/name'
import type { FormAction } from '@/domain/forms'
import { describeAgo } from '@/domain/movies/last-edit'
import { bucketPath, leaveGroupPath } from '@/domain/paths'
import { joinNames } from '@/domain/sharing/audience'
import type { SharedBucket } from '@/domain/sharing/grants'
import { nameOf } from '@/domain/sharing/group'

type Props = {
  buckets: SharedBucket[]
  /** One's own, to copy into. */
  own: { id: string; name: string }[]
  /** In ms: what “3 days ago” counts from. */
  now: number
  /** Posted with a `bucketId`. */
  leave: FormAction
  /** Posted with a `bucketId` and a `targetId`, which is empty for a new bucket called `name`. */
  copy: FormAction
}

/** Buckets of others: whose, through whom, as what, how much, how new; to leave and to copy. Works without JavaScript. */
export function SharedList({ buckets, own, now, leave, copy }: Props) {
  return (
    <ul aria-label="Shared with me" className="divide-y rounded-lg border bg-surface">
      {buckets.map((bucket) => (
        <li key={bucket.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-64">
            <Link
              href={bucketPath(bucket.id)}
              prefetch={false}
              className="font-semibold wrap-anywhere text-ink hover:underline"
            >
              {bucket.name}
            </Link>
            <p className="text-sm wrap-anywhere text-muted">
              {nameOf(bucket.ownerName)} · you are {bucket.role}, {way(bucket)}
            </p>
            <p className="text-sm text-muted">
              {bucket.movies.toLocaleString('en')} {bucket.movies === 1 ? 'movie' : 'movies'}
              {bucket.changedAt && (
                <>
                  {' · changed '}
                  <time dateTime={bucket.changedAt}>{describeAgo(bucket.changedAt, now)}</time>
                </>
              )}
            </p>
          </div>
          {bucket.movies > 0 && (
            <Disclosure
              name={`of ${bucket.id}`}
              size="small"
              label={
                <>
                  Copy to mine…<span className="sr-only"> ({bucket.name})</span>
                </>
              }
            >
              <p>All of its movies are copied; what the two of you change from then on is not.</p>
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
                <SubmitButton>Copy {bucket.movies.toLocaleString('en')}</SubmitButton>
                <CancelButton />
              </ActionForm>
            </Disclosure>
          )}
          <Disclosure
            name={`of ${bucket.id}`}
            size="small"
            label={
              <>
                Leave…<span className="sr-only"> ({bucket.name})</span>
              </>
            }
          >
            <Leave bucket={bucket} leave={leave} />
          </Disclosure>
        </li>
      ))}
    </ul>
  )
}

function Leave({ bucket: { id, name, direct, groups }, leave }: { bucket: SharedBucket; leave: FormAction }) {
  return (
    <>
      {direct && (
        <>
          <p className="wrap-anywhere">
            {groups.length > 0
              ? 'You will give up what was given to you yourself. A group still leads there.'
              : `You will not see “${name}” any more, until somebody invites you again.`}
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
          You see it through a group. To lose sight of it, leave the group:{' '}
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
    </>
  )
}

function way({ direct, groups }: SharedBucket): string {
  const ways = [
    ...(direct ? ['given to you'] : []),
    ...(groups.length > 0 ? [`through ${joinNames(groups.map(({ name }) => name))}`] : []),
  ]
  return ways.join(' and ')
}
