import { ActionForm } from '@/components/account/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { Difference } from '@/domain/import/staged'
import { FIELDS } from '@/domain/movies/movie'

type Props = {
  row: number
  differences: Difference[]
  action: FormAction
  legend: string
  button: string
}

/** The fields in which a row differs, old and new, with a choice for each. Works without JavaScript. */
export function FieldChoices({ row, differences, action, legend, button }: Props) {
  return (
    // With other choices it is a new form.
    <ActionForm
      key={JSON.stringify(differences)}
      action={action}
      className="flex basis-full flex-wrap items-center justify-between gap-x-4 gap-y-1 sm:pl-24"
    >
      <input type="hidden" name="row" value={row} />
      <fieldset className="flex min-w-0 flex-1 basis-64 flex-wrap gap-x-5">
        <legend className="sr-only">
          {legend} of row {row}
        </legend>
        {differences.map(({ field, from, to, taken }) => (
          <label key={field} className="flex min-h-11 items-center gap-2 text-sm wrap-anywhere sm:min-h-8">
            <input
              type="checkbox"
              name={`take.${field}`}
              value="yes"
              defaultChecked={taken}
              className="size-5 shrink-0 accent-accent"
            />
            <span>
              <span className="text-muted">{FIELDS[field].label}</span> {from ?? 'none'}
              {taken ? (
                <>
                  <span aria-hidden> → </span>
                  <span className="sr-only"> becomes </span>
                  <span className="font-semibold">{to}</span>
                </>
              ) : (
                <span className="text-muted">, not {to}</span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      <SubmitButton size="small" variant="quiet" className="-mr-3 max-sm:-ml-3">
        {button}
        <span className="sr-only"> of row {row}</span>
      </SubmitButton>
    </ActionForm>
  )
}
