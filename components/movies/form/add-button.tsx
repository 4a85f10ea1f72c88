'use client'

import { Plus } from 'lucide-react'
import { newMovieHref } from '@/components/movies/hrefs'
import { ButtonLink } from '@/components/ui/button-link'
import { Kbd } from '@/components/ui/kbd'

/** A link to the form's page, which the list, where there is one, answers with its dialog instead. */
export function AddButton({ bucketId, shortcuts }: { bucketId: string; shortcuts: boolean }) {
  return (
    <ButtonLink
      variant="primary"
      href={newMovieHref(bucketId)}
      prefetch={false}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        if (!dispatchEvent(new CustomEvent('moviebucket:add', { cancelable: true }))) event.preventDefault()
      }}
    >
      <Plus aria-hidden />
      Add movie
      {shortcuts && (
        <span className="max-sm:hidden" aria-hidden>
          <Kbd>N</Kbd>
        </span>
      )}
    </ButtonLink>
  )
}
