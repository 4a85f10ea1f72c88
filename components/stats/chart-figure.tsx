import type { ListPath } from '@/domain/paths'
import type { Chart } from '@/domain/stats/charts'
import { ChartTable } from './chart-table'
import { ColumnChart } from './column-chart'

type Props = {
  chart: Chart
  path: ListPath
  /** Whether it spans the whole grid. */
  wide?: boolean
  /** The least width of its columns on a wide screen, in px. */
  desk?: number
  /** Whether its bars stand for names, not for places on a scale. */
  categories?: boolean
}

/** A chart on its card: heading, a key if colours have a meaning, columns, and the same numbers as a table. */
export function ChartFigure({ chart, path, wide = false, desk = wide ? 540 : 210, categories }: Props) {
  const id = `chart-${chart.id}`
  return (
    <figure
      aria-labelledby={id}
      className={`min-w-0 rounded-lg border bg-surface p-4 sm:p-5 ${wide ? 'lg:col-span-3' : ''}`}
    >
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-lg">
          {chart.title}
        </h2>
        {chart.shares && <Key chart={chart} />}
      </figcaption>
      <ColumnChart chart={chart} path={path} room={{ desk, phone: 210 }} slots={wide ? 8 : 3} categories={categories} />
      <ChartTable chart={chart} path={path} />
    </figure>
  )
}

function Key({ chart }: { chart: Chart }) {
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 text-sm text-muted">
      {chart.bars[0]?.segments.map(({ label, colour }) => (
        <li key={label} className="inline-flex items-center gap-1.5">
          <span className="size-3 rounded-sm" style={{ background: colour }} />
          {label}
        </li>
      ))}
    </ul>
  )
}
