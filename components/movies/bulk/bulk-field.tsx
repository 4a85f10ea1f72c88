import { Field, Input, Select } from '@/components/ui/field'
import { FIELDS, FORMATS, type MovieField } from '@/domain/movies/movie'

export type BulkFieldName = Exclude<MovieField, 'title'>

type Props = {
  field: BulkFieldName
  /** What was typed or chosen; an empty text keeps the movies' own values. */
  value: string
  error?: string
  onChange: (value: string) => void
}

const KEEP = 'keep as it is'

/** A field of the selected movies: kept as it is, or set. */
export function BulkField({ field, value, error, onChange }: Props) {
  const options = field === 'format' ? FORMATS : field === 'rating' ? ['1', '2', '3', '4', '5'] : null
  return (
    <Field label={`New ${FIELDS[field].label.toLowerCase()}`} error={error}>
      {(control) =>
        options ? (
          <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="">{KEEP}</option>
            {options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            value={value}
            placeholder={KEEP}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
