import { FormatGlyph } from '@/components/movies/format-glyph'
import { FORMATS, type Format } from '@/domain/movies/movie'

/** The formats as checkboxes that look like chips. */
export function FormatFilter({ chosen }: { chosen: readonly Format[] }) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="mb-1 text-sm font-semibold">Format</legend>
      {FORMATS.map((format) => (
        <label
          key={format}
          className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-full border border-control bg-surface px-3 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent sm:min-h-8"
        >
          <input
            type="checkbox"
            name="format"
            value={format}
            defaultChecked={chosen.includes(format)}
            className="sr-only"
          />
          <FormatGlyph format={format} />
          {format}
        </label>
      ))}
    </fieldset>
  )
}
