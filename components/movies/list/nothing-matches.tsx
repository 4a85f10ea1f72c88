import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListPath, listPath } from '@/domain/paths'
import { EMPTY_SEARCH, type Search } from '@/domain/search/search'

type Props = { path: ListPath; search: Search; children?: ReactNode }

/** Stands for the rows that a search does not find, with the ways on. `children` are more of them. */
export function NothingMatches({ path, search, children }: Props) {
  const { sort, view } = search
  return (
    <EmptyState
      title="Nothing matches"
      actions={
        <>
          <ButtonLink href={listPath(path, { ...EMPTY_SEARCH, sort, view })} prefetch={false}>
            Show all movies
          </ButtonLink>
          {children}
        </>
      }
    >
      {search.q
        ? `No movie here has “${search.q}” in its title and fits the filters.`
        : 'No movie here fits the filters.'}
    </EmptyState>
  )
}
