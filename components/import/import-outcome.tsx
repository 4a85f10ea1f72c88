import { ActionForm } from '@/components/account/action-form'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { countAdded, type ImportPreview } from '@/domain/import/staged'
import type { AppPath } from '@/domain/paths'
import { counted } from '@/domain/text'

type Props = {
  preview: ImportPreview
  listHref: AppPath
  undo: FormAction
  /** How many movies the undo just moved to the trash, and how many stayed because they were changed since. */
  undone?: number
  left: number
}

/** The result of an import, with a button to undo it. */
export function ImportOutcome({ preview: { parts, counts, undone: isUndone }, listHref, undo, undone, left }: Props) {
  const added = countAdded(parts)
  if (isUndone) {
    const kept =
      left > 0 && ` ${counted(left, 'movie')} stayed because ${left === 1 ? 'it was' : 'they were'} changed since.`
    return (
      <Notice
        role="status"
        title={`Undone: ${counted(undone ?? added, 'movie')} went into the trash.`}
        actions={<ButtonLink href={listHref}>To the movies</ButtonLink>}
      >
        {kept}
      </Notice>
    )
  }
  const rest = [
    counts.incomplete > 0 &&
      `${counted(counts.incomplete, 'incomplete row')} still ${counts.incomplete === 1 ? 'waits' : 'wait'} below.`,
    counts.problem > 0 &&
      `${counted(counts.problem, 'row')} with a problem still ${counts.problem === 1 ? 'waits' : 'wait'} below.`,
    counts.duplicate > 0 && `${counted(counts.duplicate, 'row')} left out: already here.`,
    counts.aside > 0 && `${counted(counts.aside, 'row')} set aside.`,
  ].filter(Boolean)
  return (
    <Notice
      tone="success"
      role="status"
      title={`Added ${counted(added, 'movie')}`}
      actions={
        <>
          <ButtonLink href={listHref} variant="primary" prefetch={false}>
            To the movies
          </ButtonLink>
          <ActionForm action={undo}>
            <SubmitButton>Undo this import</SubmitButton>
          </ActionForm>
        </>
      }
    >
      {rest.join(' ')}
    </Notice>
  )
}
