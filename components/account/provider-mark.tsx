import { Icon } from '@/components/ui/icon'
import type { ProviderId } from '@/domain/account/providers'

const GITHUB =
  'M12 .3a12 12 0 0 0-3.8 23.4c.6.1.8-.3.8-.6v-2c-3.3.7-4-1.6-4-1.6-.6-1.4-1.4-1.8-1.4-1.8-1-.7.1-.7.1-.7 1.2 0 1.9 1.2 1.9 1.2 1 1.8 2.8 1.3 3.5 1 0-.8.4-1.3.7-1.6-2.7-.3-5.5-1.3-5.5-6 0-1.2.5-2.3 1.3-3.1-.2-.4-.6-1.6 0-3.2 0 0 1-.3 3.4 1.2a11.5 11.5 0 0 1 6 0c2.3-1.5 3.3-1.2 3.3-1.2.6 1.6.2 2.8 0 3.2.9.8 1.3 1.9 1.3 3.2 0 4.6-2.8 5.6-5.5 5.9.5.4.9 1 .9 2.2v3.3c0 .3.1.7.8.6A12 12 0 0 0 12 .3'

const GOOGLE: readonly [fill: string, d: string][] = [
  ['#4285F4', 'M23.5 12.3c0-.9-.1-1.5-.3-2.3H12v4.5h6.5a5.8 5.8 0 0 1-2.4 3.7v3h3.9c2.3-2.1 3.5-5.2 3.5-8.9z'],
  ['#34A853', 'M12 24c3.2 0 6-1.1 8-2.9l-3.9-3c-1 .7-2.4 1.2-4.1 1.2-3.2 0-5.8-2.1-6.8-5H1.2v3.1A12 12 0 0 0 12 24z'],
  ['#FBBC05', 'M5.2 14.3a7.3 7.3 0 0 1 0-4.6V6.6H1.2a12 12 0 0 0 0 10.8z'],
  ['#EA4335', 'M12 4.7c1.8 0 3.4.6 4.6 1.8L20 3.1A12 12 0 0 0 1.2 6.6l4 3.1c1-2.9 3.6-5 6.8-5z'],
]

/** The logo of a provider, beside its name. */
export function ProviderMark({ id, className = 'size-5 shrink-0' }: { id: ProviderId; className?: string }) {
  if (id === 'oidc') return <Icon name="lucide--key-round" className={className} />
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true">
      {id === 'github' ? (
        <path fill="currentColor" d={GITHUB} />
      ) : (
        GOOGLE.map(([fill, d]) => <path key={fill} fill={fill} d={d} />)
      )}
    </svg>
  )
}
