import { unstable_isUnrecognizedActionError as isUnrecognized } from 'next/navigation'

/** What a page says whose actions the server does not have any more. */
export const STALE_PAGE =
  'moviebucket was updated while this page was open, so nothing was saved. Reload the page: what you typed is kept.'

/** Whether an action failed because the page is from another build than the server. */
export function isStalePage(error: unknown): boolean {
  return isUnrecognized(error)
}
