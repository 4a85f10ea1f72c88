'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react'
import { type FieldErrors, type Resolver, useForm, useWatch } from 'react-hook-form'
import type { MovieActions } from '@/components/movies/state/movie-actions'
import type { TypedMovie } from '@/components/movies/state/typed-movie'
import { TextField } from '@/components/ui/field'
import { LIMITS, type MovieValues } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'
import { normalizeTitle } from '@/domain/movies/title'
import { countCharacters } from '@/domain/text'
import { DuplicateNote } from './duplicate-note'
import { FormatChoice } from './format-choice'
import { RatingInput } from './rating'
import { SpinePreview } from './spine-preview'
import { TitleSuggestions } from './title-suggestions'
import { useDuplicates } from './use-duplicates'
import { useTakenFilm } from './use-taken-film'

export type MovieFormProps = {
  bucketId: string
  /** What the form begins with; format may be the last one used. */
  initial: Partial<TypedMovie>
  /** The movie to edit; without it the form adds one. */
  movieId?: string
  findDuplicates: MovieActions['findDuplicates']
  /** Whether the title gets the focus first; it does unless this says otherwise. */
  autoFocus?: boolean
  /** Where the form is posted without JavaScript, and what goes along then. */
  action?: (formData: FormData) => void
  hidden?: Record<string, string>
  errors?: Record<string, string>
  /** Called with what is in the form whenever that changes. */
  onTyped?: (typed: TypedMovie) => void
  onSubmit: (typed: TypedMovie, values: MovieValues, again: boolean) => void
  /** The form's buttons; one with the value `again` empties the form for another movie. */
  buttons: ReactNode
}

const EMPTY: Required<TypedMovie> = { title: '', format: 'DVD', length: '', releaseYear: '', rating: '' }

/** All fields of a movie, and a spine that takes shape as they are typed. For the dialog and for the form's own page. */
export function MovieForm({
  initial,
  bucketId,
  movieId,
  findDuplicates,
  errors,
  autoFocus = true,
  ...props
}: MovieFormProps) {
  // A new object at each rendering would wipe out what validation found.
  const refused = useMemo(() => serverErrors(errors), [errors])
  const form = useForm<TypedMovie>({
    // The form keeps the text as typed; only its submission parses it.
    resolver: zodResolver(movieFormSchema, undefined, { raw: true }) as unknown as Resolver<TypedMovie>,
    defaultValues: { ...EMPTY, ...initial },
    errors: refused,
  })
  const { register, formState, control, setFocus, reset } = form
  const typed = useWatch({ control })
  const message = (field: keyof TypedMovie) => formState.errors[field]?.message
  const duplicates = useDuplicates({ bucketId, findDuplicates, except: movieId })
  const findTyped = () => duplicates.find(form.getValues('title'), form.getValues('releaseYear'))
  const take = useTakenFilm(form)
  const count = countCharacters(normalizeTitle(typed.title ?? ''))

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed matters, not which callback hears of it
  useEffect(() => props.onTyped?.({ ...EMPTY, ...typed }), [typed])

  const submit = form.handleSubmit((valid, event) => {
    const again = (event?.nativeEvent as SubmitEvent | undefined)?.submitter?.getAttribute('value') === 'again'
    props.onSubmit(valid, movieFormSchema.parse(valid), again)
    if (!again) return
    // Kept, the fields are there to be focused.
    reset({ ...EMPTY, format: valid.format }, { keepFieldsRef: true })
    duplicates.clear()
    setFocus('title')
  })

  return (
    <form
      action={props.action}
      onSubmit={submit}
      onKeyDown={saveAndGoOn}
      noValidate
      className="@container flex grow"
      aria-label="Movie"
    >
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="mr-6 hidden w-16 shrink-0 items-end justify-center self-start pt-6 @md:flex" aria-hidden>
        <SpinePreview typed={typed} />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <TitleSuggestions
          autoFocus={autoFocus}
          data-autofocus={autoFocus || undefined}
          hint={
            <span className={count > LIMITS.title.max ? 'text-danger' : undefined}>
              {count}/{LIMITS.title.max}
            </span>
          }
          error={message('title')}
          // For the server's HTML; in the browser the form library fills the fields.
          defaultValue={initial.title}
          {...register('title', { onBlur: findTyped })}
          onTake={take}
        />
        <DuplicateNote movies={duplicates.movies} />
        <FormatChoice initial={initial.format ?? EMPTY.format} error={message('format')} field={register('format')} />
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
            {...register('releaseYear', { onBlur: findTyped })}
          />
        </div>
        <RatingInput
          name="rating"
          defaultValue={Number(initial.rating) || undefined}
          error={message('rating')}
          inputProps={register('rating')}
        />
        {/* In a panel or dialog always in sight and in one place, however long the messages above it are. */}
        <div className="mt-auto flex flex-wrap gap-2 pt-1 in-[dialog]:sticky in-[dialog]:bottom-0 in-[dialog]:bg-surface in-[dialog]:py-3">
          {props.buttons}
        </div>
      </div>
    </form>
  )
}

/** Ctrl+Enter or ⌘+Enter saves and goes on to the next movie, where the form has a next one. */
function saveAndGoOn(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.requestSubmit(event.currentTarget.querySelector<HTMLElement>('button[value=again]'))
}

function serverErrors(errors: Record<string, string> | undefined): FieldErrors<TypedMovie> | undefined {
  if (!errors) return undefined
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [path.replace(/^movie\./, ''), { type: 'server', message }]),
  )
}
