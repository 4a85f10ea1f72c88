import { always } from '@antithesishq/bombadil'
import { extract } from '@antithesishq/bombadil/browser'
import { pageText } from './screen.ts'

const ERRORS = ['Something went wrong', 'The database is away', 'The server cannot be reached', 'Application error']

/** Answers of the server from 500 up, to the page and to all that it asked for since. */
const failedRequests = extract(({ window: { performance } }) => {
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  return (entries as PerformanceResourceTiming[]).flatMap(({ responseStatus, name }) =>
    responseStatus >= 500 ? [`${responseStatus} ${name}`] : [],
  )
})

/** No screen shows an unexpected error. A refusal in plain words is expected. */
export const noScreenShowsAnError = always(() => !ERRORS.some((error) => pageText.current.includes(error)))

export const noAnswerIsAFailure = always(() => failedRequests.current.length === 0)
