export const SORT_KEYS = ['title', 'year', 'length', 'rating', 'added'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** The order of a list. */
export type Sort = { key: SortKey; descending: boolean }

/** Reads a sort order from the URL: `title`, `-year`; undefined for anything else. */
export function parseSort(text: string): Sort | undefined {
  const key = SORT_KEYS.find((name) => name === text.replace(/^-/, ''))
  return key && { key, descending: text.startsWith('-') }
}

/** The text that `parseSort` reads back. */
export function formatSort({ key, descending }: Sort): string {
  return descending ? `-${key}` : key
}
