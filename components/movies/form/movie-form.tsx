'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type ReactNode, useEffect, useMemo } from 'react'
import { type FieldErrors, type Resolver, useForm, useWatch } from 'react-hook-form'
import { FormatGlyph } from '@/components/movies/list/format-glyph'
import { Spine } from '@/components/movies/shelf/spine'
import type { MovieActions, TypedMovie } from '@/components/movies/state/movie-actions'
import { FieldMessages, TextField } from '@/components/ui/field'
import { FORMATS, type Format, LIMITS, type MovieValues } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'
import { countCharacters, normalizeTitle } from '@/domain/movies/title'
import { DuplicateNote, useDuplicates } from './duplicate-note'
import { RatingInput } from './rating'

export type MovieFormProps = {
  bucketId: string
  /** What the form begins with; format may be the last one used. */
  initial: Partial<TypedMovie>
  /** The movie that is edited; without it one is added. */
  movieId?: string
  findDuplicates: MovieActions['findDuplicates']
  /** Without JavaScript the form is posted here. */
  action?: (formData: FormData) => void
  /** Goes along when the form is posted. */
  hidden?: Record<string, string>
  errors?: Record<string, string>
  /** Told what is in the form, whenever that changes. */
  onTyped?: (typed: TypedMovie) => void
  onSubmit: (typed: TypedMovie, values: MovieValues, again: boolean) => void
  /** The form's buttons; one with the value `again` empties the form for another movie. */
  buttons: ReactNode
}

const EMPTY: Required<TypedMovie> = { title: '', format: 'DVD', length: '', releaseYear: '', rating: '' }

/** All that a movie is, with a spine that takes shape as it is typed. Used in the dialog and on its own page. */
export function MovieForm({ initial, bucketId, movieId, findDuplicates, errors, ...props }: MovieFormProps) {
  // A new object at each rendering would wipe out what validation found.
  const refused = useMemo(() => serverErrors(errors), [errors])
  const form = useForm<TypedMovie>({
    // Raw text stays in the form; only what is handed on is parsed.
    resolver: zodResolver(movieFormSchema, undefined, { raw: true }) as unknown as Resolver<TypedMovie>,
    defaultValues: { ...EMPTY, ...initial },
    errors: refused,
  })
  const { register, formState, control, setFocus, reset } = form
  const typed = useWatch({ control })
  const message = (field: keyof TypedMovie) => formState.errors[field]?.message
  const duplicates = useDuplicates({ bucketId, findDuplicates, except: movieId })
  const count = countCharacters(normalizeTitle(typed.title ?? ''))

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about what is typed, whoever is told
  useEffect(() => props.onTyped?.({ ...EMPTY, ...typed }), [typed])

  const submit = form.handleSubmit((given, event) => {
    const again = (event?.nativeEvent as SubmitEvent | undefined)?.submitter?.getAttribute('value') === 'again'
    props.onSubmit(given, movieFormSchema.parse(given), again)
    if (!again) return
    // Kept, the fields are there to be focused.
    reset({ ...EMPTY, format: given.format }, { keepFieldsRef: true })
    duplicates.clear()
    setFocus('title')
  })

  return (
    <form action={props.action} onSubmit={submit} noValidate className="flex gap-6" aria-label="Movie">
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="hidden w-16 shrink-0 items-end justify-center self-start pt-6 sm:flex" aria-hidden>
        <Spine movie={preview(typed)} orientation="upright" />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <TextField
          label="Title"
          autoComplete="off"
          autoFocus
          hint={
            <span className={count > LIMITS.title.max ? 'text-danger' : undefined}>
              {count}/{LIMITS.title.max}
            </span>
          }
          error={message('title')}
          // For the server's HTML; here the form library fills the fields.
          defaultValue={initial.title}
          {...register('title', {
            onBlur: () => duplicates.look(form.getValues('title'), form.getValues('releaseYear')),
          })}
        />
        <DuplicateNote movies={duplicates.movies} />
        <fieldset aria-describedby={message('format') ? 'format-error' : undefined}>
          <legend className="mb-1 text-sm font-semibold">Format</legend>
          <div className="flex flex-wrap gap-2">
            {FORMATS.map((format) => (
              <label
                key={format}
                className="flex min-h-11 cursor-pointer items-center gap-2 rounded border border-control bg-surface px-3 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent sm:min-h-10"
              >
                <input
                  type="radio"
                  value={format}
                  defaultChecked={(initial.format ?? EMPTY.format) === format}
                  className="sr-only"
                  {...register('format')}
                />
                <FormatGlyph format={format} />
                {format}
              </label>
            ))}
          </div>
          <FieldMessages id="format" error={message('format')} />
        </fieldset>
        <div className="grid grid-cols-2 gap-4">
          <TextField
            label="Length"
            inputMode="text"
            autoComplete="off"
            hint="Minutes, or 1:57, or 1h 57m"
            error={message('length')}
            defaultValue={initial.length}
            {...register('length')}
          />
          <TextField
            label="Release year"
            inputMode="numeric"
            autoComplete="off"
            hint={`${LIMITS.releaseYear.min} to ${LIMITS.releaseYear.max}`}
            error={message('releaseYear')}
            defaultValue={initial.releaseYear}
            {...register('releaseYear', {
              onBlur: () => duplicates.look(form.getValues('title'), form.getValues('releaseYear')),
            })}
          />
        </div>
        <RatingInput
          name="rating"
          defaultValue={Number(initial.rating) || undefined}
          error={message('rating')}
          inputProps={register('rating')}
        />
        <div className="flex flex-wrap gap-2 pt-1">{props.buttons}</div>
      </div>
    </form>
  )
}

function serverErrors(errors: Record<string, string> | undefined): FieldErrors<TypedMovie> | undefined {
  if (!errors) return undefined
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^movie\./, ''), { type: 'server', message }]),
  )
}

/** The spine of what is typed so far; a part that does not fit yet shows as something in the middle. */
function preview(typed: Partial<TypedMovie>): MovieValues {
  const part = <K extends keyof MovieValues>(field: K, otherwise: MovieValues[K]): MovieValues[K] => {
    const result = movieFormSchema.shape[field].safeParse(typed[field])
    return result.success ? (result.data as MovieValues[K]) : otherwise
  }
  return {
    title: part('title', 'Title'),
    format: part('format', 'DVD' as Format),
    length: part('length', 100),
    releaseYear: part('releaseYear', 2000),
    rating: part('rating', 0),
  }
}
