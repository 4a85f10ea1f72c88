import { max } from 'd3-array'
import { scaleBand, scaleLinear } from 'd3-scale'
import { type ListPath, listPath } from '@/domain/paths'
import type { Bar, Chart, Segment } from '@/domain/stats/charts'
import { counted, formatNumber } from '@/domain/text'
import styles from './chart.module.css'

const HEIGHT = 190
// The least height of a bar, so that a single movie stays visible.
const LEAST = 3
// The width of a digit on an axis, in px, with some space.
const CHARACTER = 7

type Props = {
  chart: Chart
  path: ListPath
  /** The least width in px on a wide screen and on a phone of 320 px; it shows as many labels as fit. */
  room: { desk: number; phone: number }
  /** The least number of columns to leave room for, so that few bars do not become as wide as they are high. */
  slots: number
  /** Whether its bars stand for names, not for places on a scale: then no label is left out. */
  categories?: boolean
}

/**
 * Columns as SVG. Widths are percentages and heights px, so that text keeps its size on every screen. Each segment is a
 * link to its movies that says its number, so screen readers skip the axes.
 */
export function ColumnChart({ chart, path, room, slots, categories = false }: Props) {
  const { bars, shares } = chart
  const empty = Array.from({ length: Math.max(0, slots - bars.length) }, (_, at) => `empty ${at}`)
  const x = scaleBand([...bars.map(({ label }) => label), ...empty], [0, 100])
    .paddingInner(0.22)
    .paddingOuter(0.11)
  const most = shares ? 1 : (max(bars, ({ count }) => count) ?? 0)
  const y = scaleLinear([0, most || 1], [HEIGHT, 0])
  if (!shares) y.nice(4)
  const ticks = y.ticks(4).filter((tick) => shares || Number.isInteger(tick))
  const columns = Math.max(bars.length, slots)
  const labels = density(
    bars.map(({ tick }) => tick),
    columns,
    room,
  )
  // Either each bar says its number, on every screen, or the axis does.
  const value = [formatNumber, SHORT.format].find(
    (format) =>
      density(
        bars.map(({ count }) => format(count)),
        columns,
        room,
      )(0, true) === '',
  )
  const axis = shares || !value
  return (
    <div className={axis ? styles.plot : styles.bare}>
      {/* biome-ignore lint/a11y/useSemanticElements: an image would hide the links in it */}
      <svg width="100%" height={HEIGHT + 24} role="group" aria-label={chart.title} className={styles.svg}>
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus */}
        <g aria-hidden="true">
          {(axis ? ticks : [0]).map((tick) => (
            <g key={tick}>
              <line x1="0" x2="100%" y1={y(tick)} y2={y(tick)} className={tick === 0 ? styles.base : styles.line} />
              {axis && (
                <text x={-8} y={y(tick)} dy="0.35em" textAnchor="end" className={styles.text}>
                  {shares ? `${Math.round(tick * 100)}%` : SHORT.format(tick)}
                </text>
              )}
            </g>
          ))}
          {bars.map(({ label, tick, count }, at) => (
            <g key={label}>
              <text
                x={`${middle(label)}%`}
                y={HEIGHT + 18}
                textAnchor="middle"
                className={categories ? styles.text : `${styles.text} ${labels(at)}`}
              >
                {tick}
              </text>
              {!shares && count > 0 && value && (
                <text
                  x={`${middle(label)}%`}
                  y={Math.min(y(count), HEIGHT - LEAST) - 6}
                  textAnchor="middle"
                  className={styles.value}
                >
                  {value(count)}
                </text>
              )}
            </g>
          ))}
        </g>
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of SVG, which has no lists of its own */}
        {/* biome-ignore lint/a11y/useSemanticElements: the same */}
        <g role="list">{bars.map((bar) => stack(bar))}</g>
      </svg>
    </div>
  )

  function middle(label: string): number {
    return (x(label) ?? 0) + x.bandwidth() / 2
  }

  function stack(bar: Bar) {
    let below = 0
    return bar.segments.map((segment) => {
      const [from, to] = [below, below + segment.count]
      below = to
      if (!segment.search) return null
      const share = shares ? bar.count : 1
      const [top, bottom] = [y(to / share), y(from / share)]
      const height = Math.max(bottom - top, LEAST)
      const label = sentence(bar, segment)
      return (
        // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of SVG, which has no lists of its own
        // biome-ignore lint/a11y/useSemanticElements: the same
        <g role="listitem" key={segment.label}>
          <a href={listPath(path, segment.search)} aria-label={label} className={styles.link}>
            <title>{label}</title>
            <rect
              x={`${x(bar.label)}%`}
              width={`${x.bandwidth()}%`}
              y={bottom - height}
              height={height}
              rx={shares ? 0 : 3}
              fill={segment.colour}
              className={styles.bar}
            />
            {/* The whole column is clickable, however low its bar. */}
            <rect
              x={`${(x(bar.label) ?? 0) - (x.step() - x.bandwidth()) / 2}%`}
              width={`${x.step()}%`}
              y={shares ? bottom - height : 0}
              height={shares ? height : HEIGHT}
              className={styles.target}
            />
          </a>
        </g>
      )
    })
  }

  function sentence(bar: Bar, { label, count }: Segment): string {
    const movies = counted(count, 'movie')
    if (!shares) return `${label}: ${movies}`
    return `${bar.label}, ${label}: ${movies}, ${Math.round((count / bar.count) * 100)}%`
  }
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact' })

/** Returns the class of each text under or above a column: it shows every nth text that fits, or with `whole` all or none. */
function density(texts: string[], columns: number, room: Props['room']) {
  const longest = Math.max(0, ...texts.map((text) => text.length)) * CHARACTER + 6
  const every = (width: number) => Math.ceil((longest * columns) / width)
  const [desk, phone] = [every(room.desk), every(room.phone)]
  return (at: number, whole = false): string => {
    const onDesk = whole ? desk === 1 : at % desk === 0
    const onPhone = whole ? phone === 1 : at % phone === 0
    if (onDesk && onPhone) return ''
    if (onDesk) return 'max-sm:hidden'
    return onPhone ? 'sm:hidden' : 'hidden'
  }
}
