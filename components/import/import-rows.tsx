import { ActionForm } from '@/components/account/action-form'
import { FormatBadge } from '@/components/movies/format-badge'
import { ButtonLink } from '@/components/ui/button-link'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview, RowState, StagedRow } from '@/domain/import/staged'
import { type ImportPath, importProblemsPath, withQuery } from '@/domain/paths'
import { ProblemRows } from './problem-rows'

type Props = {
  preview: ImportPreview
  state: RowState
  rows: StagedRow[]
  path: ImportPath
  /** The row that this page ends with, if there are more. */
  next?: number
  beyondFirst: boolean
  fix: FormAction
  include: FormAction
}

const NOTHING: Record<RowState, string> = {
  ready: 'No row is ready yet.',
  duplicate: 'Nothing in the file is in the bucket already, or in the file twice.',
  problem: 'No problems.',
  aside: 'Nothing was set aside.',
}

/** One page of a tab. */
export function ImportRows({ preview, state, rows, path, next, beyondFirst, fix, include }: Props) {
  if (rows.length === 0) return <p className="py-6 text-center text-muted">{NOTHING[state]}</p>
  return (
    <>
      {state === 'problem' && (
        <p>
          Give what is missing and save: the row moves to Ready. Or{' '}
          <a href={importProblemsPath(path)} download className="text-accent underline">
            download these rows as CSV
          </a>{' '}
          as they stand in the file.
        </p>
      )}
      {state === 'duplicate' && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex-1 basis-64">
            The same title within a year, in the bucket or higher up in the file. They are left out unless you include
            them.
          </p>
          <ActionForm action={include}>
            <input type="hidden" name="included" value="yes" />
            <SubmitButton size="small">Include all {preview.counts.duplicate.toLocaleString('en')}</SubmitButton>
          </ActionForm>
        </div>
      )}
      {state === 'problem' ? (
        <ProblemRows rows={rows} preview={preview} fix={fix} />
      ) : (
        <ol className="divide-y overflow-clip rounded-lg border bg-surface">
          {rows.map((row) => (
            <Row key={row.row} row={row} include={include} />
          ))}
        </ol>
      )}
      {(next !== undefined || beyondFirst) && (
        <nav aria-label="Pages" className="flex flex-wrap justify-center gap-2">
          {beyondFirst && (
            <ButtonLink href={withQuery(path, { tab: state })} prefetch={false}>
              First page
            </ButtonLink>
          )}
          {next !== undefined && (
            <ButtonLink href={withQuery(path, { tab: state, after: next })} prefetch={false} rel="next">
              Next page
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  )
}

function Row({ row, include }: { row: StagedRow; include: FormAction }) {
  const { values, same, included, state, kind } = row
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="w-20 shrink-0 text-sm whitespace-nowrap text-muted">Row {row.row}</span>
      <span className="min-w-40 flex-1 basis-48 font-semibold wrap-anywhere">
        {values?.title ?? row.cells.filter(Boolean).slice(0, 3).join(' · ')}
      </span>
      {values && (
        <span className="flex flex-wrap items-center gap-x-3">
          <FormatBadge format={values.format} />
          <span>{values.length} min</span>
          <span>{values.releaseYear}</span>
          <span>
            <span aria-hidden className="text-star">
              {'★'.repeat(values.rating)}
            </span>
            <span className="sr-only">rated {values.rating} of 5</span>
          </span>
        </span>
      )}
      {state === 'aside' && <span className="text-muted">{kind}</span>}
      {same && (
        <span className="flex basis-full flex-wrap items-center justify-between gap-2 text-sm text-muted sm:pl-24">
          {'row' in same
            ? `The same as row ${same.row} of the file`
            : `Already here: ${same.title} (${same.releaseYear})`}
          <ActionForm action={include}>
            <input type="hidden" name="row" value={row.row} />
            <input type="hidden" name="included" value={included ? 'no' : 'yes'} />
            {/* Its word, not its padding, ends where the line above does. */}
            <SubmitButton size="small" variant="quiet" className="-mr-3">
              {included ? 'Leave out' : 'Include'}
              <span className="sr-only"> row {row.row}</span>
            </SubmitButton>
          </ActionForm>
        </span>
      )}
    </li>
  )
}
