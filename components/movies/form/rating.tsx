import type { ComponentProps, KeyboardEvent, ReactNode } from 'react'
import { FieldMessages } from '@/components/ui/field'
import styles from './rating.module.css'

const STARS = [1, 2, 3, 4, 5] as const
const STAR = starPath()

/** A rating to read: `4 of 5` to a screen reader, stars to the eye, filled ones also by shape. */
export function RatingStars({ rating, className = '' }: { rating: number; className?: string }) {
  return (
    <svg
      role="img"
      aria-label={`${rating} of 5`}
      viewBox="0 0 100 20"
      width="85"
      height="17"
      className={`${styles.stars} ${className}`}
    >
      {STARS.map((star) => (
        <path key={star} d={STAR} transform={`translate(${(star - 1) * 20})`} data-on={star <= rating || undefined} />
      ))}
    </svg>
  )
}

type InputProps = {
  name: string
  /** The group's name; shown unless `legendHidden`. */
  legend?: ReactNode
  legendHidden?: boolean
  defaultValue?: number
  /** Props of each of the five radio buttons: `register('rating')`, or `onChange` and `checked` handling. */
  inputProps?: Omit<ComponentProps<'input'>, 'type' | 'name' | 'value' | 'defaultChecked' | 'id'>
  /** Makes it controlled: the rating to show. */
  value?: number
  hint?: ReactNode
  error?: string
  id?: string
  className?: string
}

/** Five radio buttons drawn as stars. They work without JavaScript; arrow keys are the platform's, and digits rate. */
export function RatingInput({
  name,
  legend = 'Rating',
  legendHidden = false,
  defaultValue,
  value,
  inputProps,
  hint,
  error,
  id = name,
  className = '',
}: InputProps) {
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <fieldset className={className} aria-describedby={describedBy || undefined}>
      <legend className={legendHidden ? 'sr-only' : 'mb-1 text-sm font-semibold'}>{legend}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the radio buttons inside are what has the focus */}
      <div className={styles.input} onKeyDown={rateByKey}>
        {STARS.map((star) => (
          <label key={star} className={styles.choice}>
            <input
              type="radio"
              name={name}
              value={star}
              aria-invalid={error ? true : undefined}
              {...(value === undefined ? { defaultChecked: defaultValue === star } : { checked: value === star })}
              {...inputProps}
            />
            <span className="sr-only">{star} of 5</span>
            <svg viewBox="0 0 20 20" className={styles.stars} aria-hidden="true">
              <path d={STAR} />
            </svg>
          </label>
        ))}
      </div>
      <FieldMessages id={id} hint={hint} error={error} />
    </fieldset>
  )
}

function rateByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const stars = [...event.currentTarget.querySelectorAll('input')]
  const unrated = stars.every((star) => !star.checked)
  // From no rating, the platform's arrows would go on to the second star.
  const wanted = unrated && /^Arrow(Right|Down)$/.test(event.key) ? '1' : event.key
  const star = stars.find(({ value, disabled }) => value === wanted && !disabled)
  if (!star) return
  event.preventDefault()
  star.focus()
  star.click()
}

/** A five-pointed star in a box of 20 × 20. */
function starPath(): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const radius = index % 2 === 0 ? 8.6 : 3.9
    const angle = (index * Math.PI) / 5 - Math.PI / 2
    return `${(10 + radius * Math.cos(angle)).toFixed(2)} ${(10.7 + radius * Math.sin(angle)).toFixed(2)}`
  })
  return `M${points.join('L')}Z`
}
