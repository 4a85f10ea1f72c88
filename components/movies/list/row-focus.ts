/** Moves the focus to a row, once it is rendered. */
export function focusRow(list: HTMLElement | null, movieId: string): void {
  requestAnimationFrame(() => list?.querySelector<HTMLElement>(`[data-movie-id="${movieId}"] a`)?.focus())
}

/** Moves the focus from a row that is about to go to the next one, else to the one before. */
export function focusBeside(list: HTMLElement | null, movieId: string): void {
  const rows = rowsOf(list)
  const index = rows.findIndex((row) => row.dataset.movieId === movieId)
  const beside = rows[index + 1] ?? rows[index - 1]
  if (rows[index]?.contains(document.activeElement)) beside?.querySelector<HTMLElement>('a')?.focus()
}

/** Moves the focus from the row that has it to the one after or before, and into sight; without one, to the first row. */
export function stepFocus(list: HTMLElement | null, step: 1 | -1): void {
  const rows = rowsOf(list)
  const index = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[index === -1 ? 0 : Math.min(Math.max(index + step, 0), rows.length - 1)]
  next?.querySelector<HTMLElement>('a')?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** The movie of the row that has the focus. */
export function focusedMovieId(list: HTMLElement | null): string | undefined {
  if (!list?.contains(document.activeElement)) return undefined
  return document.activeElement?.closest<HTMLElement>('[data-movie-id]')?.dataset.movieId
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-movie-id]') ?? [])]
}
