import { type Action, extract, type Fingerprint } from '@antithesishq/bombadil/browser'

/** All text of a page, drawn or not: its title, its elements, and what its fields hold. */
export const pageText = extract(({ document }) => {
  // Scripts keep the data of the page that was loaded first.
  const elements = [...document.querySelectorAll('body > :not(script)')].map(({ textContent }) => textContent)
  const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value)
  return [document.title, ...elements, ...fields].join('\n')
})

/** The list of a bucket that shows all of its movies; null on other pages, and for a part of the list. */
export const list = extract(({ document, window: { location, performance } }) => {
  const narrowed = [...new URLSearchParams(location.search).keys()].some((name) => name !== 'sort')
  if (!/^\/buckets\/[^/]+$/.test(location.pathname) || narrowed) return null
  const rows = [...document.querySelectorAll<HTMLElement>('tr[data-movie-id]')].map((row) => {
    const rating = row.querySelector<HTMLInputElement>('input[type="range"]')?.value ?? ''
    const cells = [...row.querySelectorAll('th, td:not(:has(input))')].slice(0, 4).map((cell) => cell.textContent ?? '')
    return [row.dataset.movieId ?? '', ...cells, rating].join(' · ')
  })
  return {
    place: `${location.pathname} since ${performance.timeOrigin}`,
    // In no order: a movie that was added or edited takes its place at the next refresh.
    rows: rows.sort(),
    isEditing: document.querySelector('tbody tr:not([data-movie-id])') !== null,
  }
})

/** What the bar says of the last change while it offers Undo. */
export const undoable = extract(({ document }) => {
  const bars = [...document.querySelectorAll('section[aria-label="What was done"] > div')]
  const bar = bars.find((part) => /Undo$/.test(part.querySelector('button')?.textContent?.trim() ?? ''))
  return bar?.querySelector('span')?.textContent ?? null
})

/** Whether nothing is on its way to the server: the page would let go without asking. */
export const saved = extract(
  ({ document, window }) =>
    window.dispatchEvent(new Event('beforeunload', { cancelable: true })) &&
    ![...document.querySelectorAll('button')].some(({ textContent }) => textContent?.includes('Undoing…')),
)

/** What the last action clicked, by its name or its text; empty if it was no click. */
export const clicked = extract(({ lastAction }) => nameOfTarget(lastAction))

/** Whether the last action clicked a link to another address than the present one: the page may still come. */
export const isLeaving = extract(({ lastAction, window: { location } }) => {
  if (lastAction === null || typeof lastAction === 'string' || !('Click' in lastAction)) return false
  const { href } = lastAction.Click.fingerprint
  return href !== null && href !== undefined && new URL(href, location.href).href !== location.href
})

/** What an action clicks, by its name or its text; empty for other actions. */
export function nameOfTarget(action: Action<unknown, unknown> | null): string {
  if (action === null || typeof action === 'string' || !('Click' in action)) return ''
  const target = action.Click.fingerprint as Fingerprint & PerformedFingerprint
  const name = target.accessibleName ?? target.accessible_name ?? target.textContent ?? target.text_content
  return name?.trim() ?? ''
}

/** An action that was performed spells its names in another way than one that is proposed. */
type PerformedFingerprint = { accessible_name?: string; text_content?: string }
