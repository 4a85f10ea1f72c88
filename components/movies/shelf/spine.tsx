import type { CSSProperties } from 'react'
import { FormatGlyph } from '@/components/movies/format-glyph'
import type { MovieValues } from '@/domain/movies/movie'
import { spineGeometry, spineLabel } from '@/domain/shelf/spine'
import { isLong } from '@/domain/shelf/spine-title'
import styles from './spine.module.css'

type Props = {
  movie: MovieValues
  /** Without it the spine is a picture, not a link. */
  href?: string
  /** `auto` lies flat as a list row on a phone; `upright` never does. */
  orientation?: 'auto' | 'upright'
}

/** A movie as a spine on a shelf. HTML and CSS alone: a hundred of them cost the browser no script. */
export function Spine({ movie, href, orientation = 'auto' }: Props) {
  const { format, rating, releaseYear, length } = movie
  const { width, height, colour, yearLabel, title } = spineGeometry(movie)
  const label = spineLabel(movie)
  const Element = href === undefined ? 'span' : 'a'
  return (
    <Element
      href={href}
      role={href === undefined ? 'img' : undefined}
      aria-label={label}
      title={label}
      className={styles.spine}
      data-format={format}
      data-orientation={orientation}
      style={
        {
          '--spine-width': `${width}px`,
          '--spine-height': `${height}px`,
          '--spine-colour': colour,
          '--spine-title': `${title.fontSize}px`,
          '--spine-lines': title.lines,
          '--spine-rating': rating,
        } as CSSProperties
      }
    >
      <FormatGlyph format={format} className={styles.glyph} />
      <span className={styles.title} dir="auto" data-long={isLong(movie.title) || undefined}>
        {movie.title}
      </span>
      <span className={styles.pips} />
      <span className={styles.year} data-short={yearLabel}>
        {releaseYear}
      </span>
      <span className={styles.length}>{length} min</span>
    </Element>
  )
}
