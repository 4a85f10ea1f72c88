import { type Months, monthNumber, monthOf } from '@/domain/search/months'

/** The spans in which additions are counted, in months. */
export const ADDED_STEPS = { month: 1, quarter: 3, year: 12, decade: 120 } as const
export type AddedStep = keyof typeof ADDED_STEPS

/** How many movies were added in some whole months (UTC). */
export type AddedSpan = Months & { count: number }

// On a phone, more columns run into each other.
const MOST_SPANS = 24

/** Counts movies by when they were added, from the first to the last, in the finest steps that make at most 24 spans. */
export function addedSpans(counts: { month: string; count: number }[]): { step: AddedStep; spans: AddedSpan[] } {
  const numbers = counts.map(({ month }) => monthNumber(month))
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
  const steps = Object.keys(ADDED_STEPS) as AddedStep[]
  const spanOf = (number: number, step: AddedStep) => Math.floor(number / ADDED_STEPS[step])
  const step = steps.find((each) => spanOf(last, each) - spanOf(first, each) < MOST_SPANS) ?? 'decade'
  if (counts.length === 0) return { step: 'month', spans: [] }
  const start = spanOf(first, step)
  const spans = Array.from({ length: spanOf(last, step) - start + 1 }, (_, at) => {
    const month = (start + at) * ADDED_STEPS[step]
    return { from: monthOf(month), to: monthOf(month + ADDED_STEPS[step] - 1), count: 0 }
  })
  counts.forEach(({ count }, at) => {
    const span = spans[spanOf(numbers[at] ?? 0, step) - start]
    if (span) span.count += count
  })
  return { step, spans }
}
