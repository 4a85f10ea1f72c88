import { Field, Input, Select } from '@/components/ui/field'
import { FIELDS, FORMATS, type MovieField } from '@/domain/movies/movie'

export type BulkFieldName = Exclude<MovieField, 'title'>

type Props = {
  field: BulkFieldName
  /** What was typed; undefined keeps the movies' own values. */
  value?: string
  error?: string
  onToggle: (set: boolean) => void
  onChange: (value: string) => void
}

/** A field of the selected movies: kept as it is, or set. */
export function BulkField({ field, value, error, onToggle, onChange }: Props) {
  const name = FIELDS[field].label.toLowerCase()
  return (
    <fieldset className="grid grid-cols-[11rem_1fr] items-start gap-3">
      <legend className="sr-only">{FIELDS[field].label}</legend>
      <label className="flex min-h-11 items-center gap-2 font-semibold">
        <input type="checkbox" checked={value !== undefined} onChange={(event) => onToggle(event.target.checked)} />
        Set {name}
      </label>
      {value === undefined ? (
        <span className="self-center text-muted">keep as it is</span>
      ) : (
        <Field label={<span className="sr-only">New {name}</span>} error={error}>
          {(control) => <BulkInput field={field} control={control} value={value} onChange={onChange} />}
        </Field>
      )}
    </fieldset>
  )
}

type InputProps = { field: BulkFieldName; control: object; value: string; onChange: (value: string) => void }

function BulkInput({ field, control, value, onChange }: InputProps) {
  const options = field === 'format' ? FORMATS : field === 'rating' ? ['1', '2', '3', '4', '5'] : null
  if (!options) return <Input {...control} autoFocus value={value} onChange={(event) => onChange(event.target.value)} />
  return (
    <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </Select>
  )
}
