import { ActionForm } from '@/components/account/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview } from '@/domain/import/staged'
import { suggestTitle } from '@/domain/import/titles'
import { FIELDS } from '@/domain/movies/movie'
import { counted, shorten } from '@/domain/text'

const LONGEST_TITLE = 140

/** Titles above the limit, each with a suggestion; one button takes the suggestions for all. */
export function LongTitles({ preview, action }: { preview: ImportPreview; action: FormAction }) {
  const { count, examples } = preview.longTitles
  return (
    <section aria-labelledby="long-titles" className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <h2 id="long-titles">
        {counted(count, 'title')} of more than {FIELDS.title.limits.max} characters
      </h2>
      <ul className="flex flex-col gap-1">
        {examples.map((title, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows can have the same title
          <li key={at} className="wrap-anywhere">
            <span className="text-muted">{shorten(title, LONGEST_TITLE)} → </span>
            {suggestTitle(title) ?? title}
          </li>
        ))}
        {count > examples.length && <li className="text-muted">and {counted(count - examples.length, 'other')}</li>}
      </ul>
      <ActionForm action={action}>
        <input type="hidden" name="shorten" value="yes" />
        <SubmitButton>{count === 1 ? 'Shorten it like this' : `Shorten all ${count} like this`}</SubmitButton>
      </ActionForm>
    </section>
  )
}
