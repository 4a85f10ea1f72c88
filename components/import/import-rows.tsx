import { ActionForm } from '@/components/account/action-form'
import { FormatBadge } from '@/components/movies/format-badge'
import { ButtonLink } from '@/components/ui/button-link'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview, RowTab, StagedRow } from '@/domain/import/staged'
import { type ImportPath, importProblemsPath, withQuery } from '@/domain/paths'
import { formatNumber } from '@/domain/text'
import { FaultyRows } from './faulty-rows'
import { FieldChoices } from './field-choices'

type Props = {
  preview: ImportPreview
  state: RowTab
  rows: StagedRow[]
  path: ImportPath
  /** The last row of this page, if more rows follow. */
  next?: number
  beyondFirst: boolean
  correct: FormAction
  include: FormAction
  choose: FormAction
  chooseFields: FormAction
  takeOffers: FormAction
}

const NOTHING: Record<RowTab, string> = {
  ready: 'No row is ready yet.',
  change: 'No row changes a movie of the bucket.',
  duplicate: 'No movie of the file is already in the bucket or twice in the file.',
  incomplete: 'No row misses a value.',
  problem: 'No problems.',
  aside: 'Nothing was set aside.',
  offers: 'The other file has no other values.',
}

/** One page of a tab. */
export function ImportRows({ preview, state, rows, path, next, beyondFirst, correct, ...actions }: Props) {
  const { include, choose } = actions
  if (rows.length === 0) return <p className="py-6 text-center text-muted">{NOTHING[state]}</p>
  return (
    <>
      {(state === 'problem' || state === 'incomplete') && (
        <p>
          {state === 'problem'
            ? 'Correct a row and save it: it moves to Ready.'
            : 'The file does not say everything about these rows. Answer for all of them above, or complete a row and save it.'}{' '}
          Or{' '}
          <a href={importProblemsPath(path)} download className="text-accent underline">
            download the rows that wait as CSV
          </a>{' '}
          as they are in the file.
        </p>
      )}
      {state === 'change' && (
        <p>
          These movies get the values that are ticked. Untick those that you want to keep as they are, and save the row.
        </p>
      )}
      {state === 'offers' && (
        <p>The other file has other values for these rows. Tick those that you want, and save the row.</p>
      )}
      {state === 'duplicate' && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex-1 basis-64">
            The same title within one year, in the bucket or in an earlier row. They are left out unless you include
            them.
          </p>
          <ActionForm action={include}>
            <input type="hidden" name="included" value="yes" />
            <SubmitButton size="small">Include all {formatNumber(preview.counts.duplicate)}</SubmitButton>
          </ActionForm>
        </div>
      )}
      {state === 'aside' && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex-1 basis-64">
            These rows are not added, each for the reason beside it. Bring back what is a film.
          </p>
          <ActionForm action={choose}>
            <input type="hidden" name="choice" value="in" />
            <SubmitButton size="small">Bring back all {formatNumber(preview.counts.aside)}</SubmitButton>
          </ActionForm>
        </div>
      )}
      {state === 'problem' || state === 'incomplete' ? (
        <FaultyRows rows={rows} preview={preview} correct={correct} />
      ) : (
        <ol className="divide-y overflow-clip rounded-lg border bg-surface">
          {rows.map((row) => (
            <Row key={row.row} row={row} tab={state} choosable={preview.chosen.mode !== 'add'} {...actions} />
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

type RowProps = Pick<Props, 'include' | 'choose' | 'chooseFields' | 'takeOffers'> & {
  row: StagedRow
  tab: RowTab
  choosable: boolean
}

function Row({ row, tab, choosable, include, choose, chooseFields, takeOffers }: RowProps) {
  const { values, original, included, state, kind, differences, offers } = row
  const title = values?.title ?? (state === 'change' && original && 'title' in original ? original.title : undefined)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="w-20 shrink-0 text-sm whitespace-nowrap text-muted">Row {row.row}</span>
      <span className="min-w-40 flex-1 basis-48 font-semibold wrap-anywhere">
        {title ?? row.cells.filter(Boolean).slice(0, 3).join(' · ')}
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
      {state === 'aside' && <span className="text-muted wrap-anywhere">{kind}</span>}
      {tab === state && (state === 'aside' || state === 'change' || (state === 'ready' && !original)) && (
        <ActionForm action={choose}>
          <input type="hidden" name="row" value={row.row} />
          <input type="hidden" name="choice" value={state === 'aside' ? 'in' : 'out'} />
          <SubmitButton size="small" variant="quiet" className="-mr-3">
            {state === 'aside' ? 'Bring back' : 'Leave out'}
            <span className="sr-only"> row {row.row}</span>
          </SubmitButton>
        </ActionForm>
      )}
      {tab === 'offers' && (
        <FieldChoices
          row={row.row}
          differences={offers}
          action={takeOffers}
          legend="Values of the other file"
          button="Save the choice"
        />
      )}
      {tab !== 'offers' && choosable && differences.length > 0 && (
        <FieldChoices
          row={row.row}
          differences={differences}
          action={chooseFields}
          legend="New values"
          button="Save the choice"
        />
      )}
      {tab !== 'offers' && original && (
        <span className="flex basis-full flex-wrap items-center justify-between gap-2 text-sm text-muted sm:pl-24">
          {'row' in original
            ? `The same as row ${original.row} of the file`
            : `Already here: ${original.title} (${original.releaseYear})${row.same ? ', just the same' : ''}`}
          {values && (
            <ActionForm action={include}>
              <input type="hidden" name="row" value={row.row} />
              <input type="hidden" name="included" value={included ? 'no' : 'yes'} />
              {/* The button's word, not its padding, ends where the line above ends. */}
              <SubmitButton size="small" variant="quiet" className="-mr-3">
                {included ? 'Leave out' : state === 'change' ? 'Add as another movie' : 'Include'}
                <span className="sr-only"> row {row.row}</span>
              </SubmitButton>
            </ActionForm>
          )}
        </span>
      )}
    </li>
  )
}
