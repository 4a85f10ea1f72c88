import { ActionForm } from '@/components/account/action-form'
import { ButtonLink } from '@/components/ui/button-link'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { countAdded, countUpdated, type ImportSummary } from '@/domain/import/staged'
import { describeAgo } from '@/domain/movies/last-edit'
import type { AppPath } from '@/domain/paths'
import { counted, formatNumber } from '@/domain/text'

type Item = ImportSummary & { href: AppPath; discard: FormAction; undo: FormAction }

/** The imports of a bucket: the unfinished ones, to continue or discard, and what the others added. */
export function ImportList({ imports, now }: { imports: Item[]; now: number }) {
  const waiting = imports.filter(({ state }) => state !== 'done')
  const done = imports.filter(({ state }) => state === 'done')
  return (
    <>
      {waiting.length > 0 && (
        <section aria-labelledby="waiting" className="flex flex-col gap-3">
          <h2 id="waiting">Not finished yet</h2>
          <List items={waiting} now={now} />
          <p className="text-sm text-muted">Unfinished imports are deleted after 14 days without a change.</p>
        </section>
      )}
      {done.length > 0 && (
        <section aria-labelledby="done" className="flex flex-col gap-3">
          <h2 id="done">Imported</h2>
          <List items={done} now={now} />
        </section>
      )}
    </>
  )
}

function List({ items, now }: { items: Item[]; now: number }) {
  return (
    <ul className="divide-y rounded-lg border bg-surface">
      {items.map((item) => (
        <li key={item.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
          <div className="min-w-0 flex-1 basis-56">
            <p className="font-semibold wrap-anywhere">{item.name}</p>
            <p className="text-sm text-muted">
              {describeState(item)} · {describeAgo(item.createdAt, now)}
            </p>
          </div>
          <div className="flex flex-wrap items-start gap-2">
            {item.state !== 'reading' && (
              <ButtonLink href={item.href} prefetch={false} size="small">
                {item.state === 'done' ? 'Open' : 'Continue'}
                <span className="sr-only"> {item.name}</span>
              </ButtonLink>
            )}
            {item.state === 'done' && !item.undone && item.parts.length > 0 && (
              <ActionForm action={item.undo}>
                <SubmitButton size="small" variant="quiet">
                  Undo<span className="sr-only"> the import of {item.name}</span>
                </SubmitButton>
              </ActionForm>
            )}
            {item.state !== 'done' && (
              <ActionForm action={item.discard}>
                <SubmitButton size="small" variant="quiet">
                  Discard<span className="sr-only"> {item.name}</span>
                </SubmitButton>
              </ActionForm>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function describeState({ state, counts, parts, undone }: ImportSummary): string {
  const updated = countUpdated(parts)
  const added = [
    (countAdded(parts) > 0 || updated === 0) && `${counted(countAdded(parts), 'movie')} added`,
    updated > 0 && `${formatNumber(updated)} updated`,
  ]
    .filter(Boolean)
    .join(', ')
  if (undone) return `${added} and undone`
  if (state === 'reading') return 'still being read, or interrupted'
  if (state === 'done') return added
  const waiting = [
    counts.ready > 0 && `${formatNumber(counts.ready)} ready`,
    counts.change > 0 && `${formatNumber(counts.change)} to update`,
    counts.incomplete > 0 && `${formatNumber(counts.incomplete)} incomplete`,
    counts.problem > 0 && `${formatNumber(counts.problem)} with a problem`,
    counts.duplicate > 0 && `${formatNumber(counts.duplicate)} already here`,
  ].filter(Boolean)
  return [parts.length > 0 && added, ...waiting].filter(Boolean).join(', ') || 'empty'
}
