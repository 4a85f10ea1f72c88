/** The icons of Lucide (https://lucide.dev), by the names that the stylesheet draws them under. */
export type IconName = `lucide--${string}`

/**
 * A drawing beside a text or in a control that has a name. Write the icon's whole name: the stylesheet holds those alone
 * that stand in the source.
 */
export function Icon({ name, className = 'size-4.5' }: { name: IconName; className?: string }) {
  return <span aria-hidden className={`iconify ${name} shrink-0 ${className}`} />
}
