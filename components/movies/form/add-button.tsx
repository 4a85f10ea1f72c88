'use client'

import { useCollection } from '@/components/movies/state/collection-context'
import { ButtonLink } from '@/components/ui/button-link'
import { Icon } from '@/components/ui/icon'
import { Kbd } from '@/components/ui/kbd'
import { newMoviePath } from '@/domain/paths'

/** Opens the form over the list where it can; else it is a link to the form's page. */
export function AddButton({ shortcuts }: { shortcuts: boolean }) {
  const collection = useCollection()
  return (
    <ButtonLink
      variant="primary"
      href={newMoviePath(collection.bucketId)}
      prefetch={false}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        if (collection.openForm({})) event.preventDefault()
      }}
    >
      <Icon name="lucide--plus" />
      Add movie
      {shortcuts && (
        <span className="max-sm:hidden" aria-hidden>
          <Kbd>N</Kbd>
        </span>
      )}
    </ButtonLink>
  )
}
