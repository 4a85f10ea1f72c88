import { ButtonLink } from '@/components/ui/button-link'
import type { AppPath } from '@/domain/paths'

type Props = { first: AppPath; previous?: AppPath; next?: AppPath }

/** Links to the pages of a long list; each page has an address of its own. */
export function Pager({ first, previous, next }: Props) {
  if (!previous && !next) return null
  return (
    <nav aria-label="Pages" className="flex flex-wrap justify-center gap-2">
      {previous && (
        <ButtonLink href={first} prefetch={false}>
          First page
        </ButtonLink>
      )}
      {previous && (
        <ButtonLink href={previous} prefetch={false} rel="prev">
          Previous page
        </ButtonLink>
      )}
      {next && (
        <ButtonLink href={next} prefetch={false} rel="next">
          Next page
        </ButtonLink>
      )}
    </nav>
  )
}
