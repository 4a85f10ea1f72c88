import { Field, Input, Select } from '@/components/ui/field'
import type { ImportPreview } from '@/domain/import/staged'
import { FIELDS, FORMATS, LIMITS, type MovieField } from '@/domain/movies/movie'
import { counted } from '@/domain/text'

/** One value for a field of all movies, or of the movies that have none. */
export function FillFields({
  fields,
  preview: { settings, missing },
}: {
  fields: MovieField[]
  preview: ImportPreview
}) {
  const absent = fields.some((field) => settings.columns[field] === undefined || missing[field] > 0)
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-semibold">{absent ? 'Missing in the file' : 'One value for all'}</legend>
      <p className="text-sm text-muted">
        {absent
          ? 'Give one value here for the rows that have none, or leave it empty and give it row by row.'
          : 'For rows without a value of their own, or for every row.'}
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        {fields.map((field) => (
          <div key={field} className="flex flex-wrap items-start gap-2">
            <Field
              label={FIELDS[field].label}
              hint={missing[field] > 0 && `${counted(missing[field], 'row')} without`}
              id={`fill-${field}`}
              className="min-w-32 flex-1"
            >
              {(control) =>
                field === 'format' ? (
                  <Select name={`fill.${field}`} defaultValue={settings.fill[field]?.value ?? ''} {...control}>
                    <option value="">Row by row</option>
                    {FORMATS.map((format) => (
                      <option key={format}>{format}</option>
                    ))}
                  </Select>
                ) : (
                  <Input
                    name={`fill.${field}`}
                    defaultValue={settings.fill[field]?.value ?? ''}
                    placeholder={placeholder(field)}
                    autoComplete="off"
                    inputMode="numeric"
                    {...control}
                  />
                )
              }
            </Field>
            <Select
              name={`everywhere.${field}`}
              defaultValue={settings.fill[field]?.everywhere ? 'yes' : 'no'}
              aria-label={`Which rows get this ${FIELDS[field].label.toLowerCase()}`}
              className="mt-6 min-w-32 flex-1"
            >
              <option value="no">where empty</option>
              <option value="yes">every row</option>
            </Select>
          </div>
        ))}
      </div>
    </fieldset>
  )
}

function placeholder(field: MovieField): string | undefined {
  if (field === 'title' || field === 'format') return undefined
  return `${LIMITS[field].min} to ${LIMITS[field].max}`
}
