import { ActionForm } from '@/components/account/action-form'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { countAdded, type ImportPreview } from '@/domain/import/staged'
import type { AppPath } from '@/domain/paths'
import { countMovies, countRows } from './words'

type Props = {
  preview: ImportPreview
  listHref: AppPath
  undo: FormAction
  /** How many movies an undo just took back, and how many it left as they were changed since. */
  undone?: number
  left: number
}

/** What came of an import, with the way back. */
export function ImportOutcome({ preview: { parts, counts, undone: isUndone }, listHref, undo, undone, left }: Props) {
  const added = countAdded(parts)
  if (isUndone) {
    const kept = left > 0 && ` ${countMovies(left)} changed since then and stayed as they are.`
    return (
      <Notice
        role="status"
        title={`Taken back: ${countMovies(undone ?? added)} went into the trash.`}
        actions={<ButtonLink href={listHref}>To the movies</ButtonLink>}
      >
        {kept}
      </Notice>
    )
  }
  const waits = [
    counts.problem > 0 &&
      `${countRows(counts.problem)} with a problem still ${counts.problem === 1 ? 'waits' : 'wait'} below.`,
    counts.duplicate > 0 && `${countRows(counts.duplicate)} left out: here already.`,
    counts.aside > 0 && `${countRows(counts.aside)} set aside.`,
  ].filter(Boolean)
  return (
    <Notice
      tone="success"
      role="status"
      title={`Added ${countMovies(added)}`}
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
      {waits.join(' ')}
    </Notice>
  )
}
