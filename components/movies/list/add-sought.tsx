'use client'

import { lastFormat } from '@/components/movies/form/last-format'
import { useCollection } from '@/components/movies/state/collection-context'
import { draftOf } from '@/components/movies/state/typed-movie'
import { ButtonLink } from '@/components/ui/button-link'
import { Icon } from '@/components/ui/icon'
import { FORMATS, LIMITS } from '@/domain/movies/movie'
import { newMoviePath } from '@/domain/paths'
import { cut, shorten } from '@/domain/text'

/** Adds the movie that was looked for and is not there: opens the form with its title. */
export function AddSought({ title }: { title: string }) {
  const collection = useCollection()
  return (
    <ButtonLink
      variant="primary"
      href={newMoviePath(collection.bucketId)}
      prefetch={false}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        const format = lastFormat() ?? FORMATS[1]
        const typed = { title: cut(title, LIMITS.title.max), format, length: '', releaseYear: '', rating: '' }
        if (collection.openForm({ typed })) event.preventDefault()
        // The form's page begins with the draft.
        else collection.draft ??= draftOf(typed)
      }}
    >
      <Icon name="lucide--plus" />
      Add “{shorten(title, 30)}”
    </ButtonLink>
  )
}
