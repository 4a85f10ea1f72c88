import { ActionForm } from '@/components/account/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { ImportMode } from '@/domain/import/mode'
import type { ImportPreview } from '@/domain/import/staged'
import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'
import { counted, formatNumber } from '@/domain/text'

type Props = { preview: ImportPreview; action: FormAction }

const MODES: [ImportMode, string, string][] = [
  ['add', 'Leave them as they are', 'Only movies that are not here are added.'],
  ['fill', 'Fill missing values', 'A length of 0 counts as missing. Nothing else is replaced.'],
  ['update', 'Take the values of the file', 'For the fields ticked here. A row may lack the others.'],
]

/** What the file does to the movies of the bucket that it repeats: for all rows, field by field. Works without JavaScript. */
export function UpdateForm({ preview: { chosen, matched, differences }, action }: Props) {
  const isTaken = (field: (typeof MOVIE_FIELDS)[number]) => chosen.fields === null || chosen.fields.includes(field)
  const differing = differences.map(({ field }) => field)
  return (
    // With another choice it is a new form.
    <section key={JSON.stringify(chosen)} aria-labelledby="here" className="rounded-lg border bg-surface p-4">
      <h2 id="here">Movies that are here already</h2>
      <p className="mb-3 text-muted">
        {counted(matched, 'row')} of the file {matched === 1 ? 'matches a movie' : 'match movies'} of this bucket: the
        same title within one year. You see each change before it is made.
      </p>
      <ActionForm action={action} className="flex flex-col gap-3">
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">What the file does to them</legend>
          {MODES.map(([mode, label, hint]) => (
            <label key={mode} className="flex min-h-11 items-start gap-3 py-1 sm:min-h-9">
              <input
                type="radio"
                name="mode"
                value={mode}
                defaultChecked={chosen.mode === mode}
                className="mt-0.5 size-5 shrink-0 accent-accent"
              />
              <span>
                <span className="font-semibold">{label}</span>
                <span className="block text-sm text-muted">{hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {differing.length > 0 && (
          <fieldset className="flex flex-wrap gap-x-5 gap-y-1 sm:pl-8">
            <legend className="sr-only">Fields that take the values of the file</legend>
            {differences.map(({ field, differ }) => (
              <label key={field} className="flex min-h-11 items-center gap-2 sm:min-h-8">
                <input
                  type="checkbox"
                  name={`take.${field}`}
                  value="yes"
                  defaultChecked={isTaken(field)}
                  className="size-5 shrink-0 accent-accent"
                />
                <span>
                  {FIELDS[field].label}{' '}
                  <span className="text-muted">
                    ({formatNumber(differ)} {differ === 1 ? 'differs' : 'differ'})
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {MOVIE_FIELDS.filter((field) => !differing.includes(field) && isTaken(field)).map((field) => (
          <input key={field} type="hidden" name={`take.${field}`} value="yes" />
        ))}
        <SubmitButton className="self-start">Compare this way</SubmitButton>
      </ActionForm>
    </section>
  )
}
