import type { ComponentProps, ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

const tones = {
  info: { icon: 'lucide--info', look: 'border-accent/40 bg-accent-soft', mark: 'text-accent' },
  success: { icon: 'lucide--circle-check', look: 'border-success/40 bg-success-soft', mark: 'text-success' },
  danger: { icon: 'lucide--circle-alert', look: 'border-danger/50 bg-danger-soft', mark: 'text-danger' },
} as const

type Props = ComponentProps<'div'> & { tone?: keyof typeof tones; title?: ReactNode; actions?: ReactNode }

/** A box with a message about the page. Give it `role="status"` or `role="alert"` when it appears later. */
export function Notice({ tone = 'info', title, actions, children, className = '', ...rest }: Props) {
  const { icon, look, mark } = tones[tone]
  return (
    <div className={`flex items-start gap-3 rounded border px-4 py-3 text-ink ${look} ${className}`} {...rest}>
      <Icon name={icon} className={`mt-0.5 size-4.5 ${mark}`} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
