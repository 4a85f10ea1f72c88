import Link from 'next/link'
import { Logo } from './logo'

/** The logo as the link home, for screens without the app's header. */
export function HomeLink() {
  return (
    <Link href="/" prefetch={false} className="inline-flex min-h-11 items-center text-ink no-underline">
      <Logo />
    </Link>
  )
}
