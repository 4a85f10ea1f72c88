import { always, type Formula, next, now } from '@antithesishq/bombadil'
import { clicked, pageText } from './screen.ts'

// The movies of each bucket are called after it. Nobody types these words by chance.

/** No page shows a title of these buckets. */
export function showsNoTitleOf(...buckets: string[]): Formula {
  return always(() => !shows(buckets))
}

/** After leaving a bucket, no page shows a title of it, unless they copied it while they had it. */
export function showsNoTitleAfterLeaving(bucket: string): Formula {
  return now(() => {
    if (/^Copy \d/.test(clicked.current)) return always(() => true)
    if (clicked.current !== `Leave ${bucket}`) return next(showsNoTitleAfterLeaving(bucket))
    // The page that the click was made on may still be there.
    return next(next(always(() => !shows([bucket]))))
  })
}

function shows(buckets: string[]): boolean {
  return buckets.some((bucket) => pageText.current.includes(`${bucket} reel`))
}
