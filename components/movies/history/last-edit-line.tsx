import { describeAgo, describePerson, type LastEdit } from '@/domain/movies/last-edit'

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** Who edited a movie last, and when. `now` is in ms. */
export function LastEditLine({ lastEdit: { by, at, added }, now }: { lastEdit: LastEdit; now: number }) {
  return (
    <p className="text-sm text-muted">
      {added ? 'Added' : 'Changed'}
      {(by.you || by.name !== null) && ` by ${by.you ? 'you' : describePerson(by)}`},{' '}
      <time dateTime={at} title={`${exact.format(new Date(at))} UTC`}>
        {describeAgo(at, now)}
      </time>
    </p>
  )
}
