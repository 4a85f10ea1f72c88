// Popcorn, the bucket, and its stripes: a cassette, a disc and a stream. The same picture as app/icon.svg.
const PATHS: readonly [fill: string, d: string][] = [
  ['#e0a21f', 'M10 30a9 9 0 0 1-1-14 9 9 0 0 1 12-7 12 12 0 0 1 22 0 9 9 0 0 1 12 7 9 9 0 0 1-1 14z'],
  ['#f7c843', 'M12 28a8 8 0 0 1 0-13 8 8 0 0 1 11-4 10.5 10.5 0 0 1 18 0 8 8 0 0 1 11 4 8 8 0 0 1 0 13z'],
  [
    '#fff4cf',
    'M24.5 11a4.5 4.5 0 1 1 9 0 4.5 4.5 0 0 1-9 0zM11.5 19a3.5 3.5 0 1 1 7 0 3.5 3.5 0 0 1-7 0zM41 17a4 4 0 1 1 8 0 4 4 0 0 1-8 0z',
  ],
  ['#fff3dc', 'M10 26h44l-5 36.5H15z'],
  ['#b8452a', 'M5.5 24H18l3 38.5h-5.5a4 4 0 0 1-4-3.4z'],
  ['#0e7480', 'M25.3 23a4 4 0 0 1 4-4h5.4a4 4 0 0 1 4 4L37 62.5H27z'],
  ['#5d3f8c', 'M45.5 28.5a6.5 6.5 0 0 1 13 .7l-6 29.9a4 4 0 0 1-4 3.4H43z'],
  ['#fff3dc', 'M6.2 29.5h12.2l.7 9H7.6z'],
  [
    '#2b211a',
    'M8.3 31.5H17l.4 5H9.2zM11 32.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zm4 0a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z',
  ],
  [
    '#fff3dc',
    'M32 23a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4zm0 1.9a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6zM49.6 26.2l5.4 3.2-5.8 3.2z',
  ],
]

/** The bucket whose stripes are spines; it stands beside the name, so screen readers skip it. */
export function LogoMark({ size = 32, className }: { size?: number; className?: string }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} className={className} aria-hidden="true">
      {PATHS.map(([fill, d]) => (
        <path key={d} fill={fill} fillRule="evenodd" d={d} />
      ))}
    </svg>
  )
}

/** Bucket and name, inside a link. `wide` hides the name on a phone. */
export function Logo({ size = 32, name = 'always' }: { size?: number; name?: 'always' | 'wide' }) {
  return (
    <span className="inline-flex items-center gap-2 font-heading text-lg font-bold tracking-tight text-ink">
      <LogoMark size={size} className="shrink-0" />
      <span className={name === 'wide' ? 'max-sm:hidden' : undefined}>moviebucket</span>
    </span>
  )
}
