import { type ListPath, listPath } from '@/domain/paths'
import type { Bar, Chart, Segment } from '@/domain/stats/charts'
import { formatNumber } from '@/domain/text'

const number = 'py-1 pl-3 text-right'

/** The numbers of a chart as a table, zeros included; closed at first. */
export function ChartTable({ chart, path }: { chart: Chart; path: ListPath }) {
  const { bars, kind, shares, title } = chart
  const total = bars.reduce((sum, { count }) => sum + count, 0)
  const heads = shares ? (bars[0]?.segments.map(({ label }) => label) ?? []) : ['Movies', 'Share']
  return (
    <details className="mt-3 text-sm">
      <summary className="w-fit rounded-sm py-3 pr-2 font-semibold text-accent sm:py-1.5">{title} as a table</summary>
      <table className="mt-1 w-full max-w-xl">
        <thead>
          <tr className="border-b">
            <th scope="col" className="py-1 text-left">
              {kind}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className={number}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label} className="border-b last:border-b-0">
              <th scope="row" className="py-1 text-left font-normal">
                {bar.label}
              </th>
              {shares ? (
                bar.segments.map((segment) => (
                  <td key={segment.label} className={number}>
                    <Count segment={segment} path={path} bar={bar} />
                  </td>
                ))
              ) : (
                <>
                  <td className={number}>
                    {bar.segments.map((segment) => (
                      <Count key={segment.label} segment={segment} path={path} bar={bar} />
                    ))}
                  </td>
                  <td className={number}>{percent(bar.count, total)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function Count({ segment, bar, path }: { segment: Segment; bar: Bar; path: ListPath }) {
  const count = formatNumber(segment.count)
  if (!segment.search) return count
  const of = segment.label === bar.label ? bar.label : `${bar.label}, ${segment.label}`
  return (
    <a
      href={listPath(path, segment.search)}
      aria-label={`${of}: ${count}`}
      className="inline-block min-w-6 text-accent underline max-sm:min-h-11 max-sm:min-w-11 max-sm:leading-[2.75rem]"
    >
      {count}
    </a>
  )
}

function percent(count: number, total: number): string {
  return total > 0 ? `${((count / total) * 100).toFixed(1)}%` : '–'
}
