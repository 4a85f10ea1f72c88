import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { UPLOAD_LIMIT } from '@/domain/import/upload'

/** Takes a second file, whose rows complete those that wait here. The browser posts it, with or without JavaScript. */
export function CompleteForm({ fillPath, takePath }: { fillPath: string; takePath: string }) {
  return (
    <details className="rounded-lg border bg-surface p-4">
      <summary className="font-semibold text-accent">Complete these rows from another file</summary>
      <form
        action={fillPath}
        method="post"
        encType="multipart/form-data"
        className="mt-3 flex flex-col items-start gap-3"
      >
        <Field
          label="Another file"
          hint={`Rows that lack a value get it from the row of the same title within one year: the lengths of a Letterboxd list from an IMDb file, for example. Rows that only the other file has are not added. Up to ${UPLOAD_LIMIT / 1_000_000} MB.`}
          className="w-full"
        >
          {(control) => (
            <input
              type="file"
              name="file"
              required
              className="min-h-11 w-full max-w-full text-sm file:mr-3 file:min-h-10 file:cursor-pointer file:rounded file:border file:border-control file:bg-surface file:px-4 file:font-semibold file:text-ink"
              {...control}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit">Fill missing values</Button>
          <Button type="submit" formAction={takePath} variant="quiet">
            Take all its values
          </Button>
        </div>
      </form>
    </details>
  )
}
