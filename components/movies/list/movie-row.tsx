import { type CSSProperties, memo } from 'react'
import { FormatBadge } from '@/components/movies/format-badge'
import { isBeingAdded } from '@/components/movies/state/collection-state'
import { Icon } from '@/components/ui/icon'
import { describeAgo, describePerson, type LastEdit } from '@/domain/movies/last-edit'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { formatLength } from '@/domain/movies/typed-values'
import { spineColour, spineHue, spineLightness, yearLabel } from '@/domain/shelf/spine'
import print from './movie-print.module.css'
import styles from './movie-row.module.css'
import { RatingSlider } from './rating-slider'

type Props = {
  movie: MovieValues & Pick<Movie, 'id' | 'lastEdit'>
  /** Without it the title is no link. */
  href?: string
  selected?: boolean
  editable?: boolean
  /** In ms; a row that has it says who edited the movie last, and how long before. */
  now?: number
}

/** A row of the list. It has no handlers: the list listens for all its rows by `data-action`. */
export const MovieRow = memo(function MovieRow({ movie, href, selected = false, editable = false, now }: Props) {
  const { id, title, format, length, releaseYear, rating } = movie
  const beingAdded = isBeingAdded(movie)
  const colour = spineColour(spineLightness(title), spineHue(releaseYear))
  return (
    <tr
      data-movie-id={id}
      aria-selected={editable ? selected : undefined}
      aria-busy={beingAdded || undefined}
      className={`${styles.row} ${print.row}`}
      style={{ '--spine': colour } as CSSProperties}
    >
      {editable && (
        <td className={styles.check}>
          <label className={styles.target}>
            <input type="checkbox" data-action="select" checked={selected} readOnly disabled={beingAdded} />
            <span className="sr-only">Select {title}</span>
          </label>
        </td>
      )}
      <th scope="row" className={styles.title}>
        {beingAdded || !href ? (
          <span className={styles.link}>{title}</span>
        ) : (
          <a href={href} data-action="open" className={styles.link}>
            {title}
          </a>
        )}
      </th>
      <td className={styles.format}>
        <FormatBadge format={format} />
      </td>
      <td className={styles.number} data-field="length">
        {formatLength(length)}
      </td>
      <td className={styles.number} data-short={yearLabel(releaseYear)}>
        {releaseYear}
      </td>
      <td className={styles.rating}>
        <RatingSlider title={title} rating={rating} editable={editable && !beingAdded} />
      </td>
      {now !== undefined && (
        <td className={styles.lastEdit}>{movie.lastEdit && <LastEditCell lastEdit={movie.lastEdit} now={now} />}</td>
      )}
      {editable && (
        <td className={styles.actions}>
          <button type="button" data-action="edit" aria-label={`Edit ${title}`} title="Edit" disabled={beingAdded}>
            <Icon name="lucide--pencil" />
          </button>
          <button
            type="button"
            data-action="delete"
            aria-label={`Delete ${title}`}
            title="Delete"
            disabled={beingAdded}
          >
            <Icon name="lucide--trash-2" />
          </button>
        </td>
      )}
    </tr>
  )
})

function LastEditCell({ lastEdit: { by, at }, now }: { lastEdit: LastEdit; now: number }) {
  return (
    <>
      {describePerson(by)}, <time dateTime={at}>{describeAgo(at, now)}</time>
    </>
  )
}
