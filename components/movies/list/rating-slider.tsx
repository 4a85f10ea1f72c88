import type { CSSProperties } from 'react'
import styles from './rating-slider.module.css'

type Props = { title: string; rating: number; editable: boolean }

/**
 * The stars of a table row: a slider over drawn stars, so that clicks and arrow keys rate. The list around it listens
 * for the change (`data-action="rate"`): a hundred rows share one handler.
 */
export function RatingSlider({ title, rating, editable }: Props) {
  const style = { '--rating': rating } as CSSProperties
  if (!editable) return <span role="img" aria-label={`${rating} of 5`} className={styles.stars} style={style} />
  return (
    <span className={styles.stars} style={style}>
      <input
        type="range"
        min={1}
        max={5}
        value={rating}
        readOnly
        data-action="rate"
        aria-label={`Rating of ${title}`}
        aria-valuetext={`${rating} of 5`}
        className={styles.range}
      />
    </span>
  )
}
