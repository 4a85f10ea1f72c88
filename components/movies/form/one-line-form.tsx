'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { FormatBadge } from '@/components/movies/format-badge'
import type { MovieActions } from '@/components/movies/state/movie-actions'
import type { TypedMovie } from '@/components/movies/state/typed-movie'
import { Button } from '@/components/ui/button'
import { Input, TextField } from '@/components/ui/field'
import { FIELDS, FORMATS, type Format, MOVIE_FIELDS, type MovieField, type MovieValues } from '@/domain/movies/movie'
import { type OneLine, readOneLine } from '@/domain/movies/one-line'
import { movieFormSchema } from '@/domain/movies/schema'
import { formatLength } from '@/domain/movies/typed-values'
import { newMoviePath } from '@/domain/paths'
import { DuplicateNote } from './duplicate-note'
import { lastFormat, rememberFormat } from './last-format'
import { RatingInput, RatingStars } from './rating'
import { useDuplicates } from './use-duplicates'

type Props = {
  bucketId: string
  findDuplicates: MovieActions['findDuplicates']
  /** The line that it begins with, and who hears of every other one. */
  initial: string
  autoFocus: boolean
  onTyped: (line: string) => void
  onAdd: (typed: TypedMovie, values: MovieValues) => void
}

type Asked = Partial<Record<Exclude<MovieField, 'title'>, string>>

const PAUSE_MS = 400

/**
 * A movie in one line. What the line says shows as chips below it; what it does not say is asked there. Enter adds the
 * movie, and the line is ready for the next one. Without JavaScript the form's page takes the line apart.
 */
export function OneLineForm({ bucketId, findDuplicates, initial, autoFocus, onTyped, onAdd }: Props) {
  const [line, setLine] = useState(initial)
  const [asked, setAsked] = useState<Asked>({})
  const [format, setFormat] = useState<Format>(FORMATS[1])
  const [refused, setRefused] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const duplicates = useDuplicates({ bucketId, findDuplicates })
  const said = readOneLine(line, new Date().getFullYear() + 1)
  const typed: TypedMovie = { title: '', length: '', releaseYear: '', rating: '', format, ...asked, ...said }
  const parsed = movieFormSchema.safeParse(typed)
  const faults = parsed.success ? [] : faultsOf(parsed.error.issues)

  // Only the browser knows it.
  useEffect(() => setFormat(lastFormat()), [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the typed text matters
  useEffect(() => {
    const timer = setTimeout(() => void duplicates.find(typed.title, typed.releaseYear), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed.title, typed.releaseYear])

  const type = (text: string) => {
    setLine(text)
    setRefused(false)
    onTyped(text)
  }
  const lineInput = () => form.current?.querySelector<HTMLElement>('[name=line]')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success) {
      setRefused(true)
      const asking = faults.map(({ field }) => form.current?.querySelector<HTMLElement>(`[name=line-${field}]`))
      return (asking.find(Boolean) ?? lineInput())?.focus()
    }
    rememberFormat(parsed.data.format)
    setFormat(parsed.data.format)
    setAsked({})
    type('')
    duplicates.clear()
    lineInput()?.focus()
    onAdd(typed, parsed.data)
  }

  return (
    <form
      ref={form}
      action={newMoviePath(bucketId)}
      method="get"
      onSubmit={submit}
      noValidate
      aria-label="In one line"
      className="flex flex-col gap-2"
    >
      <div className="flex items-end gap-2">
        <TextField
          label="A movie in one line"
          name="line"
          autoComplete="off"
          enterKeyHint="done"
          autoFocus={autoFocus}
          data-autofocus={autoFocus || undefined}
          maxLength={300}
          placeholder="Alien 1979 dvd 117 5"
          className="min-w-0 flex-1"
          value={line}
          onChange={(event) => type(event.target.value)}
        />
        <Button type="submit" variant="primary">
          Add
        </Button>
      </div>
      {line.trim() === '' ? (
        <p className="text-xs text-muted">Title, year, format, minutes and stars, in any order that is clear.</p>
      ) : (
        <Chips
          said={said}
          asked={{ format, ...asked }}
          onAsked={(field, text) => {
            if (field === 'format') setFormat(text as Format)
            else setAsked({ ...asked, [field]: text })
          }}
        />
      )}
      <div role="alert">
        {refused &&
          faults.map(({ field, message }) => (
            <p key={field} className="text-sm text-danger">
              {message}
            </p>
          ))}
      </div>
      <DuplicateNote movies={duplicates.movies} />
    </form>
  )
}

type ChipsProps = { said: OneLine; asked: Asked; onAsked: (field: keyof Asked, text: string) => void }

/** What the line says, and a control for everything else. */
function Chips({ said, asked, onAsked }: ChipsProps) {
  const numberAsked = (field: 'length' | 'releaseYear', placeholder: string) => (
    <Input
      aria-label={FIELDS[field].label}
      name={`line-${field}`}
      inputMode={field === 'length' ? 'text' : 'numeric'}
      autoComplete="off"
      placeholder={placeholder}
      value={asked[field] ?? ''}
      onChange={(event) => onAsked(field, event.target.value)}
      className="max-w-24 border-dashed sm:min-h-8"
    />
  )
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">What the line says</legend>
      {said.title && <span className="font-semibold wrap-anywhere">{said.title}</span>}
      {said.releaseYear ?? numberAsked('releaseYear', 'Year?')}
      {said.length ? <span>{formatLength(Number(said.length))}</span> : numberAsked('length', 'Length?')}
      {said.format ? (
        <FormatBadge format={said.format as Format} />
      ) : (
        <FormatAsked format={asked.format} onAsked={(format) => onAsked('format', format)} />
      )}
      {said.rating ? (
        <RatingStars rating={Number(said.rating)} />
      ) : (
        <RatingInput
          name="line-rating"
          legendHidden
          value={Number(asked.rating ?? 0)}
          inputProps={{ onChange: (event) => onAsked('rating', event.target.value) }}
        />
      )}
    </fieldset>
  )
}

function FormatAsked({ format, onAsked }: { format?: string; onAsked: (format: string) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Format</legend>
      {FORMATS.map((one) => (
        <label
          key={one}
          className="flex min-h-11 cursor-pointer items-center rounded-sm border border-dashed border-control px-2 text-xs has-checked:border-solid has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent sm:min-h-7"
        >
          <input
            type="radio"
            name="line-format"
            value={one}
            checked={one === format}
            onChange={() => onAsked(one)}
            className="sr-only"
          />
          {one}
        </label>
      ))}
    </fieldset>
  )
}

function faultsOf(
  issues: readonly { path: PropertyKey[]; message: string }[],
): { field: MovieField; message: string }[] {
  return MOVIE_FIELDS.flatMap((field) => {
    const issue = issues.find(({ path }) => path[0] === field)
    return issue ? [{ field, message: issue.message }] : []
  })
}
