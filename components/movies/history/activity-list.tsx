import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { type ActivityEntry, describeActivity, describeTakingBack } from '@/domain/movies/history'
import { describeAgo, describePerson } from '@/domain/movies/last-edit'
import { CONFIRM_ABOVE } from '@/domain/movies/selection'
import { counted } from '@/domain/text'
import { UndoForm } from './undo-form'

type Props = {
  entries: ActivityEntry[]
  /** In ms; “3 minutes ago” counts from here. */
  now: number
  /** Posted with a `changeId`. */
  undo: FormAction
}

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** The changes of a bucket's movies, each with its undo. Works without JavaScript. */
export function ActivityList({ entries, now, undo }: Props) {
  return (
    <ol aria-label="Activity" className="divide-y rounded-lg border bg-surface">
      {entries.map((entry) => (
        <li key={entry.changeId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-64">
            <p className="wrap-anywhere">
              <span className="font-semibold">{describePerson(entry.by)}</span> {describeActivity(entry)}
            </p>
            <p className="text-sm text-muted">
              <time dateTime={entry.at} title={`${exact.format(new Date(entry.at))} UTC`}>
                {describeAgo(entry.at, now)}
              </time>
              {!entry.undoable && ' · undone or changed since'}
            </p>
          </div>
          {entry.undoable && <Undo entry={entry} undo={undo} />}
        </li>
      ))}
    </ol>
  )
}

function Undo({ entry, undo }: { entry: ActivityEntry; undo: FormAction }) {
  const which = (
    <span className="sr-only">
      : {describePerson(entry.by)} {describeActivity(entry)}
    </span>
  )
  const changeId = <input type="hidden" name="changeId" value={entry.changeId} />
  if (entry.count <= CONFIRM_ABOVE)
    return (
      <UndoForm action={undo}>
        {changeId}
        <SubmitButton size="small">Undo{which}</SubmitButton>
      </UndoForm>
    )
  return (
    <Disclosure size="small" label={<span>Undo…{which}</span>}>
      <p>{describeTakingBack(entry)}</p>
      <UndoForm action={undo} className="flex flex-wrap gap-2">
        {changeId}
        <SubmitButton variant="danger">Undo it for {counted(entry.count, 'movie')}</SubmitButton>
        <CancelButton />
      </UndoForm>
    </Disclosure>
  )
}
