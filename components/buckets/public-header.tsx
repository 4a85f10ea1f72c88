import { ButtonLink } from '@/components/ui/button-link'
import { HomeLink } from '@/components/ui/home-link'

/** The header of a bucket's public screens. */
export function PublicHeader({ signedIn }: { signedIn: boolean }) {
  return (
    <header data-print="hide" className="border-b bg-surface">
      <div className="mx-auto flex max-w-6xl items-center justify-between gap-4 px-4 py-0.5">
        <HomeLink />
        <ButtonLink href="/" prefetch={false} size="small">
          {signedIn ? 'My movies' : 'Make your own'}
        </ButtonLink>
      </div>
    </header>
  )
}
