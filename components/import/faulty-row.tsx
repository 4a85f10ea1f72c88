'use client'

import { useActionState } from 'react'
import { Field, Input, Select } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { describeFault, type ImportPreview, isOpenQuestion, type StagedRow } from '@/domain/import/staged'
import { splitYear, suggestTitle } from '@/domain/import/titles'
import { FIELDS, FORMATS, MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'

type Props = { row: StagedRow; preview: ImportPreview; correct: FormAction }

/** A row with its faults and a field to correct each of them. Works without JavaScript. */
export function FaultyRow({ row, preview, correct }: Props) {
  const [failure, submit, pending] = useActionState(correct, null)
  const wrong = MOVIE_FIELDS.filter((field) => row.faults.some((fault) => fault.field === field))
  const right = MOVIE_FIELDS.filter((field) => !wrong.includes(field))
  const given = (field: MovieField) => row.corrections[field] ?? cellOf(row, preview, field)
  const suggested = wrong.includes('title') ? suggestTitle(bareTitle(given('title'), preview)) : undefined
  const others = row.faults.filter(({ field }) => !(MOVIE_FIELDS as string[]).includes(field))
  return (
    <li data-row={row.row} className="flex flex-col gap-2 px-4 py-3">
      <p className="flex flex-wrap gap-x-3 gap-y-1">
        <span className="text-sm text-muted">Row {row.row}</span>
        <span className="font-semibold wrap-anywhere">{cellOf(row, preview, 'title') || 'No title'}</span>
        <span className="text-muted wrap-anywhere">
          {right
            .filter((field) => field !== 'title')
            .map(given)
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {others.map((fault) => (
        <p key={fault.field} className="text-sm text-danger">
          {describeFault(row.row, fault)}
        </p>
      ))}
      {others.length > 0 && wrong.length === 0 && (
        <p className="text-sm text-muted wrap-anywhere">{row.cells.join(' | ')}</p>
      )}
      <form action={submit} aria-busy={pending} className="flex flex-wrap items-start gap-3">
        <input type="hidden" name="row" value={row.row} />
        {wrong.length === 0 && <input type="hidden" name="title" value={given('title')} />}
        {wrong.map((field) => {
          const fault = row.faults.find((one) => one.field === field)
          const label = (
            <>
              {FIELDS[field].label}
              <span className="sr-only"> of row {row.row}</span>
            </>
          )
          return (
            <Field
              key={field}
              id={`row-${row.row}-${field}`}
              label={label}
              // What the file does not say is no mistake.
              error={fault && !isOpenQuestion(row, fault) ? describeFault(row.row, fault) : undefined}
              hint={field === 'title' && suggested && 'Shortened as a suggestion'}
              className={field === 'title' ? 'min-w-56 flex-2 basis-72' : 'min-w-32 flex-1 basis-40 sm:max-w-72'}
            >
              {(control) =>
                field === 'format' ? (
                  <Select name={field} defaultValue={FORMATS.find((one) => one === given(field)) ?? ''} {...control}>
                    <option value="">Choose</option>
                    {FORMATS.map((format) => (
                      <option key={format}>{format}</option>
                    ))}
                  </Select>
                ) : (
                  <Input
                    name={field}
                    defaultValue={(field === 'title' && suggested) || given(field)}
                    autoComplete="off"
                    {...control}
                  />
                )
              }
            </Field>
          )
        })}
        <SubmitButton size="small" className="mt-6.5">
          {wrong.length === 0 ? 'Add it as it is' : 'Save'}
          <span className="sr-only"> row {row.row}</span>
        </SubmitButton>
      </form>
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failure.message}
        </p>
      )}
    </li>
  )
}

function bareTitle(title: string, { settings }: ImportPreview): string {
  return (settings.yearInTitle && splitYear(title)?.title) || title
}

function cellOf(row: StagedRow, { settings }: ImportPreview, field: MovieField): string {
  const at = settings.columns[field]
  return at === undefined ? '' : (row.cells[at] ?? '').slice(0, 1000)
}
