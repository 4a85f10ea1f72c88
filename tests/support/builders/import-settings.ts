import type { ImportSettings } from '@/domain/import/settings'

/** Settings that read moviebucket's own file, with one rating for every row. */
export const IMPORT_SETTINGS: ImportSettings = {
  source: 'moviebucket',
  named: true,
  columns: { title: 0, format: 1, length: 2, releaseYear: 3, rating: 4 },
  discs: [],
  scale: 'exact',
  formats: [],
  fill: { rating: { value: '1', everywhere: true } },
  guarded: true,
}

const NAMES = ['title', 'format', 'length', 'releaseYear', 'rating']

/** Such a file before its first row is read. */
export const IMPORT_FILE = {
  format: 'csv' as const,
  header: NAMES,
  firstRow: NAMES,
  width: NAMES.length,
  settings: IMPORT_SETTINGS,
}
