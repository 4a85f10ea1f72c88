'use client'

import type { ReactNode } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import type { FormSubject } from '@/components/movies/state/typed-movie'
import { ButtonLink } from '@/components/ui/button-link'
import { Icon } from '@/components/ui/icon'
import { newMoviePath, withQuery } from '@/domain/paths'

/** Opens the form over the list where it can, with a title that is known already; else it is a link to the form's page. */
export function AddLink({ title, children }: { title?: string; children: ReactNode }) {
  const collection = useCollection()
  const subject: FormSubject = title ? { typed: { title } } : {}
  return (
    <ButtonLink
      variant="primary"
      // In quotation marks all of it is the title.
      href={withQuery(newMoviePath(collection.bucketId), { line: title && `"${title}"` })}
      prefetch={false}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        if (collection.openForm(subject)) event.preventDefault()
      }}
    >
      <Icon name="lucide--plus" />
      {children}
    </ButtonLink>
  )
}
