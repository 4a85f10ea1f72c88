'use client'

import { Select, SelectField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { FormAction } from '@/domain/forms'
import { SCALES, UNITS } from '@/domain/import/settings'
import type { ImportPreview } from '@/domain/import/staged'
import { FIELDS, FORMATS, MOVIE_FIELDS, type MovieField } from '@/domain/movies/movie'
import { counted } from '@/domain/text'
import { ColumnFields } from './column-fields'
import { FillFields } from './fill-fields'

type Props = {
  preview: ImportPreview
  /** How cells are converted, a sentence each. */
  conversions: string[]
  action: FormAction
}

const SCALE_NAMES = { exact: 'whole numbers from 1 to 5', '5': 'up to 5', '10': 'up to 10', '100': 'up to 100' }

/** How the file is read: what was recognized, what is missing, and how to change it. Works without JavaScript. */
export function MappingForm({ preview, conversions, action }: Props) {
  const { state: failure, pending, form } = usePostedForm(action)
  const { settings, formatWords } = preview
  const asked = MOVIE_FIELDS.filter((field) => isAsked(field, preview))
  const words = [
    ...formatWords,
    ...settings.formats
      .filter(([word]) => !formatWords.some((waiting) => waiting.word === word))
      .map(([word]) => ({ word, count: 0 })),
  ]
  const asks = asked.some((field) => !settings.fill[field]?.value) || formatWords.length > 0
  return (
    <form {...form} className="flex flex-col gap-4 rounded-lg border bg-surface p-4">
      <h2>How it is read</h2>
      {failure && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      {conversions.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {conversions.map((line) => (
            <li key={line} className="wrap-anywhere">
              {line}
            </li>
          ))}
        </ul>
      )}
      {asked.length > 0 && <FillFields fields={asked} preview={preview} />}
      {words.length > 0 && (
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 font-semibold">Which format do these words stand for?</legend>
          <div className="grid gap-3 sm:grid-cols-2">
            {words.map(({ word, count }, at) => (
              <SelectField
                key={word}
                id={`word-${at}`}
                label={`“${word}”${count > 0 ? `, ${counted(count, 'row')}` : ''}`}
                name={`format.${at}`}
                defaultValue={settings.formats.find(([known]) => known === word)?.[1] ?? ''}
              >
                <option value="">None: leave these rows in Problems</option>
                {FORMATS.map((format) => (
                  <option key={format}>{format}</option>
                ))}
              </SelectField>
            ))}
          </div>
          {words.map(({ word }, at) => (
            <input key={word} type="hidden" name={`word.${at}`} value={word} />
          ))}
        </fieldset>
      )}
      <details>
        <summary className="min-h-11 w-fit content-center font-semibold text-accent sm:min-h-6">
          Change columns and scales
        </summary>
        <div className="mt-3 flex flex-col gap-4">
          <ColumnFields preview={preview} />
          <div className="grid gap-3 sm:grid-cols-2">
            <SelectField label="Ratings in the file are" id="scale" name="scale" defaultValue={settings.scale}>
              {SCALES.map((scale) => (
                <option key={scale} value={scale}>
                  {SCALE_NAMES[scale]}
                </option>
              ))}
            </SelectField>
            <SelectField
              label="Running times that are numbers are"
              id="unit"
              name="unit"
              defaultValue={settings.unit ?? 'minutes'}
            >
              {UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {unit === 'ticks' ? 'ticks of 100 nanoseconds' : unit}
                </option>
              ))}
            </SelectField>
            <SelectField
              label="A year at the end of a title, (2000), is"
              id="yearInTitle"
              name="yearInTitle"
              defaultValue={settings.yearInTitle ? 'yes' : 'no'}
            >
              <option value="no">part of the title</option>
              <option value="yes">the release year</option>
            </SelectField>
            <SelectField
              label={`Titles of more than ${FIELDS.title.limits.max} characters are`}
              id="shorten"
              name="shorten"
              defaultValue={settings.shorten ? 'yes' : 'no'}
            >
              <option value="no">asked about</option>
              <option value="yes">shortened</option>
            </SelectField>
            {preview.format === 'csv' && (
              <div className="flex flex-col gap-1">
                <label htmlFor="named" className="text-sm font-semibold">
                  The first row is
                </label>
                <Select id="named" name="named" defaultValue={settings.named ? 'yes' : 'no'}>
                  <option value="yes">names of columns</option>
                  <option value="no">a movie</option>
                </Select>
              </div>
            )}
          </div>
          <FillFields
            fields={MOVIE_FIELDS.filter((field) => !asked.includes(field) && field !== 'title')}
            preview={preview}
          />
        </div>
      </details>
      <SubmitButton variant={asks ? 'primary' : 'secondary'} className="self-start">
        {pending ? 'Reading …' : 'Read it this way'}
      </SubmitButton>
    </form>
  )
}

// Also for a column with several empty cells, and still when a value was given, so that it can be changed.
function isAsked(field: MovieField, { settings, missing }: ImportPreview): boolean {
  if (field === 'title') return false
  if (missing[field] > 1 || settings.fill[field]) return true
  if (field === 'format' && settings.discs.length > 0) return false
  return settings.columns[field] === undefined
}
