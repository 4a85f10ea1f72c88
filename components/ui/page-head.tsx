import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { AppPath } from '@/domain/paths'

type Props = { back: { href: AppPath; label: string }; title: ReactNode; children?: ReactNode }

/** The title of a screen and a description, below the link back. */
export function PageHead({ back, title, children }: Props) {
  return (
    <div>
      <Link href={back.href} prefetch={false} className="inline-flex min-h-11 items-center gap-1 text-sm sm:min-h-6">
        <ChevronLeft aria-hidden size={16} />
        {back.label}
      </Link>
      <h1 className="wrap-anywhere">{title}</h1>
      {children}
    </div>
  )
}
