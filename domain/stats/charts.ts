import { FORMATS } from '@/domain/movies/movie'
import { type Months, monthsLabel } from '@/domain/search/months'
import { type Narrowing, narrowSearch } from '@/domain/search/narrow'
import type { Search } from '@/domain/search/search'
import { spineHue } from '@/domain/shelf/spine'
import type { AddedStep } from './added'
import type { Stats } from './stats'

/** A counted part of a bar, and the search that lists its movies unless it has none. */
export type Segment = { label: string; count: number; colour: string; search?: Search }
/** One column of a chart; its segments add up to its count. */
export type Bar = {
  label: string
  /** The label where there is little room. */
  tick: string
  count: number
  segments: Segment[]
}
export type Chart = {
  id: string
  title: string
  /** The heading of the bars' column in a table. */
  kind: string
  /** Whether segments are shown as shares of their bar. */
  shares: boolean
  bars: Bar[]
}

const FORMAT_COLOURS = { VHS: 'var(--vhs)', DVD: 'var(--dvd)', Streaming: 'var(--streaming)' } as const

/**
 * Makes the charts of a search. A segment's search keeps the filter, order and view of the given one, and finds exactly
 * the movies that the segment counts.
 */
export function statCharts(
  stats: Stats,
  search: Search,
): Record<'decades' | 'formats' | 'ratings' | 'lengths' | 'shares' | 'added', Chart> {
  const simple = (label: string, count: number, colour: string, narrowing: Narrowing, tick = label): Bar => ({
    label,
    tick,
    count,
    segments: [segment(label, count, colour, narrowing)],
  })
  const segment = (label: string, count: number, colour: string, narrowing: Narrowing): Segment => ({
    label,
    count,
    colour,
    search: count > 0 ? narrowSearch(search, narrowing) : undefined,
  })
  return {
    decades: chart(
      'decades',
      'Decades',
      'Decade',
      stats.decades.map(({ decade, count }) =>
        simple(`${decade}s`, count, decadeColour(decade), { year: decadeRange(decade) }),
      ),
    ),
    formats: chart(
      'formats',
      'Formats',
      'Format',
      stats.formats.map(({ format, count }) => simple(format, count, FORMAT_COLOURS[format], { format })),
    ),
    ratings: chart(
      'ratings',
      'Ratings',
      'Rating',
      stats.ratings.map(({ rating, count }) =>
        simple(`${rating} ★`, count, 'var(--star)', { rating: { min: rating, max: rating } }),
      ),
    ),
    lengths: chart(
      'lengths',
      'Lengths in minutes',
      'Minutes',
      stats.lengths.map(({ min, max, count }) =>
        simple(bandLabel(min, max), count, 'var(--accent)', { length: { min, ...(max !== null && { max }) } }),
      ),
    ),
    shares: {
      ...chart(
        'shares',
        'Formats by decade',
        'Decade',
        stats.decades.map(({ decade, count, formats }) => ({
          label: `${decade}s`,
          tick: `${decade}s`,
          count,
          segments: FORMATS.map((format) =>
            segment(format, formats[format], FORMAT_COLOURS[format], { format, year: decadeRange(decade) }),
          ),
        })),
      ),
      shares: true,
    },
    added: chart(
      'added',
      `Added by ${stats.added.step}`,
      STEP_TITLES[stats.added.step],
      stats.added.spans.map(({ from, to, count }) =>
        simple(
          monthsLabel({ from, to }),
          count,
          'var(--accent)',
          { added: { from, to } },
          tickOf(stats.added.step, { from, to }),
        ),
      ),
    ),
  }
}

const STEP_TITLES: Record<AddedStep, string> = {
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
  decade: 'Years',
}

function tickOf(step: AddedStep, months: Months): string {
  const quarter = Math.ceil(Number(months.to.slice(5)) / 3)
  return step === 'quarter' ? `Q${quarter} ${months.to.slice(0, 4)}` : monthsLabel(months)
}

/** The CSS colour of a decade: that of its spines, deep on a light ground and bright on a dark one. */
export function decadeColour(decade: number): string {
  const hue = spineHue(decade + 5)
  return `light-dark(oklch(0.45 0.095 ${hue}), oklch(0.72 0.095 ${hue}))`
}

function chart(id: string, title: string, kind: string, bars: Bar[]): Chart {
  return { id, title, kind, shares: false, bars }
}

function decadeRange(decade: number) {
  return { min: decade, max: decade + 9 }
}

function bandLabel(min: number, max: number | null): string {
  return max === null ? `${min}+` : `${min}–${max}`
}
