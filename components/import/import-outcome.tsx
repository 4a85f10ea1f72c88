import { ActionForm } from '@/components/account/action-form'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { describeReasons, describeReceipt, makeReceipt } from '@/domain/import/receipt'
import { countAdded, countUpdated, type ImportPreview } from '@/domain/import/staged'
import type { AppPath } from '@/domain/paths'
import { counted, formatNumber, joinNames } from '@/domain/text'

type Props = {
  preview: ImportPreview
  /** The rows that were left, as a file. */
  leftHref: string
  listHref: AppPath
  undo: FormAction
  /** How many movies the undo just moved to the trash, how many have their former values again, how many stayed. */
  undone?: number
  restored: number
  left: number
}

/** The receipt of an import, with a button to undo all of it and the file of the rows that it left. */
export function ImportOutcome({ preview, listHref, leftHref, undo, undone, restored, left }: Props) {
  const { parts, counts, duplicates, undone: isUndone } = preview
  const added = countAdded(parts)
  const updated = countUpdated(parts)
  if (isUndone) {
    const kept =
      left > 0 && ` ${counted(left, 'movie')} stayed because ${left === 1 ? 'it was' : 'they were'} changed since.`
    return (
      <Notice
        role="status"
        title={`Undone: ${describeUndone(undone ?? added, undone === undefined ? updated : restored)}.`}
        actions={<ButtonLink href={listHref}>To the movies</ButtonLink>}
      >
        {kept}
      </Notice>
    )
  }
  const receipt = makeReceipt(parts, counts, duplicates)
  const reasons = describeReasons(receipt.reasons)
  return (
    <Notice
      tone="success"
      role="status"
      title={describeDone(added, updated)}
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
      <p>{describeReceipt(receipt)}</p>
      {reasons.length > 0 && (
        <p>
          Left: {joinNames(reasons)}.{' '}
          <a href={leftHref} download className="text-accent underline">
            Download {receipt.left === 1 ? 'this row' : `these ${formatNumber(receipt.left)} rows`} as CSV
          </a>
        </p>
      )}
    </Notice>
  )
}

function describeDone(added: number, updated: number): string {
  if (updated === 0) return `Added ${counted(added, 'movie')}`
  if (added === 0) return `Updated ${counted(updated, 'movie')}`
  return `Added ${counted(added, 'movie')} and updated ${formatNumber(updated)}`
}

function describeUndone(trashed: number, restored: number): string {
  const back = `${counted(restored, 'movie')} ${restored === 1 ? 'has its' : 'have their'} former values again`
  if (restored === 0) return `${counted(trashed, 'movie')} went into the trash`
  return trashed === 0 ? back : `${counted(trashed, 'movie')} went into the trash, and ${back}`
}
