import { SelectField } from '@/components/ui/field'
import { MAPPED_FIELDS, type MappedField } from '@/domain/import/settings'
import type { ImportPreview } from '@/domain/import/staged'
import { FIELDS } from '@/domain/movies/movie'
import { shorten } from '@/domain/text'

const LONGEST_TEXT = 48

/** Which column holds which field, each column with examples from the file. */
export function ColumnFields({ preview: { settings, header, width, examples } }: { preview: ImportPreview }) {
  const named = header.length > 0
  const columns = Array.from({ length: Math.max(width, header.length) }, (_, at) => {
    const shown = examples.map((row) => (row[at] ?? '').trim()).filter(Boolean)
    const name = named ? header[at] || `Column ${at + 1}` : `Column ${at + 1}`
    const example = shown
      .slice(0, 2)
      .map((text) => shorten(text, LONGEST_TEXT))
      .join(', ')
    return { name: shorten(name, LONGEST_TEXT), example: shorten(example, LONGEST_TEXT) || 'empty in the first rows' }
  })
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-semibold">Columns</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {MAPPED_FIELDS.map((field) => (
          <SelectField
            key={field}
            id={`column-${field}`}
            label={labelOf(field)}
            name={`column.${field}`}
            defaultValue={settings.columns[field] ?? ''}
          >
            <option value="">None of them</option>
            {columns.map(({ name, example }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: only its place identifies a column
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

function labelOf(field: MappedField): string {
  if (field === 'kind') return 'Kind: film, series, game'
  return field === 'viewed' ? 'Watched or rated on' : FIELDS[field].label
}
