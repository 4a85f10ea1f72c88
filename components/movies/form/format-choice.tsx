import type { UseFormRegisterReturn } from 'react-hook-form'
import { FormatGlyph } from '@/components/movies/format-glyph'
import { FieldMessages } from '@/components/ui/field'
import { FORMATS } from '@/domain/movies/movie'

type Props = {
  /** Checked in the server's HTML; in the browser the form library checks a box. */
  initial: string
  error?: string
  field: UseFormRegisterReturn
}

/** The formats as radio buttons that look like labels. */
export function FormatChoice({ initial, error, field }: Props) {
  return (
    <fieldset aria-describedby={error ? 'format-error' : undefined}>
      <legend className="mb-1 text-sm font-semibold">Format</legend>
      <div className="flex flex-wrap gap-2">
        {FORMATS.map((format) => (
          <label
            key={format}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded border border-control bg-surface px-3 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent sm:min-h-10"
          >
            <input type="radio" value={format} defaultChecked={initial === format} className="sr-only" {...field} />
            <FormatGlyph format={format} />
            {format}
          </label>
        ))}
      </div>
      <FieldMessages id="format" error={error} />
    </fieldset>
  )
}
