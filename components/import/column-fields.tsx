import { SelectField } from '@/components/ui/field'
import type { ImportPreview } from '@/domain/import/staged'
import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'

const EXAMPLE_LENGTH = 24

/** Which column is read as what, each with examples out of the file. */
export function ColumnFields({ preview: { settings, header, width, examples } }: { preview: ImportPreview }) {
  const named = header.length > 0
  const columns = Array.from({ length: Math.max(width, header.length) }, (_, at) => {
    const shown = examples.map((row) => (row[at] ?? '').trim()).filter(Boolean)
    const name = named ? header[at] || `Column ${at + 1}` : `Column ${at + 1}`
    return { name: cut(name), example: cut(shown.slice(0, 2).map(cut).join(', ') || 'empty in the first rows') }
  })
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">Columns</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {MOVIE_FIELDS.map((field) => (
          <SelectField
            key={field}
            id={`column-${field}`}
            label={FIELDS[field].label}
            name={`column.${field}`}
            defaultValue={settings.columns[field] ?? ''}
          >
            <option value="">None of them</option>
            {columns.map(({ name, example }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are known by their place alone
              <option key={at} value={at}>
                {name} ({example})
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </fieldset>
  )
}

function cut(text: string): string {
  return [...text].length > EXAMPLE_LENGTH * 2 ? `${[...text].slice(0, EXAMPLE_LENGTH * 2 - 1).join('')}…` : text
}
