import { type ActivityEntry, describeActivity, describeAgo, describePerson } from '@/domain/activity'
import type { FormAction } from '@/domain/form-state'
import { Button } from '../ui/button'
import { UndoForm } from './undo-form'

type Props = {
  entries: ActivityEntry[]
  /** In ms: what “3 minutes ago” counts from. */
  now: number
  /** Posted with a `changeId`. */
  undo: FormAction
}

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** What was done to a bucket's movies, with the way back. Works without JavaScript. */
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
          {entry.undoable && (
            <UndoForm action={undo}>
              <input type="hidden" name="changeId" value={entry.changeId} />
              <Button type="submit" size="small">
                Undo
                <span className="sr-only">
                  : {describePerson(entry.by)} {describeActivity(entry)}
                </span>
              </Button>
            </UndoForm>
          )}
        </li>
      ))}
    </ol>
  )
}
