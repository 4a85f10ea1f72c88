import Link from 'next/link'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import type { AppPath } from '@/domain/paths'

type Props = { back: { href: AppPath; label: string }; title: ReactNode; children?: ReactNode }

/** The title of a screen and a description, below the link back. */
export function PageHead({ back, title, children }: Props) {
  return (
    <div>
      <Link href={back.href} prefetch={false} className="inline-flex min-h-11 items-center gap-1 text-sm sm:min-h-6">
        <Icon name="lucide--chevron-left" className="size-4" />
        {back.label}
      </Link>
      <h1 className="wrap-anywhere">{title}</h1>
      {children}
    </div>
  )
}
