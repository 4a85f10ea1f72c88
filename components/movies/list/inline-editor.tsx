'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useState } from 'react'
import { type Resolver, useForm } from 'react-hook-form'
import { RatingInput } from '@/components/movies/form/rating'
import { type TypedMovie, typedOf } from '@/components/movies/state/typed-movie'
import { Input, Select } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { FIELDS, FORMATS, type Movie, type MovieField, type MovieValues } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'
import styles from './movie-row.module.css'

/** Saves the row if its values fit; else shows why not. Answers whether it did. */
export type SaveRow = () => Promise<boolean>

type Props = {
  movie: Movie
  /** For the list, which saves this row before it opens another. */
  save: Ref<SaveRow>
  /** Whether the table has a column for the last edit. */
  showsLastEdit?: boolean
  /** Called with the movie as it was when the editing began. */
  onSave: (movie: Movie, values: MovieValues) => void
  /** The row was saved, or left as it was. */
  onDone: () => void
}

/** A row of the table as fields: Enter saves, Esc leaves it as it was. */
export function InlineEditor({ movie, save: saveRef, showsLastEdit, onSave, onDone }: Props) {
  const formId = useId()
  // The edit is made on the movie as the user saw it: what comes in meanwhile is a change made elsewhere.
  const [seen] = useState(movie)
  const { register, handleSubmit, formState } = useForm<TypedMovie>({
    resolver: zodResolver(movieFormSchema, undefined, { raw: true }) as unknown as Resolver<TypedMovie>,
    defaultValues: typedOf(seen),
  })
  const save = async () => {
    let saved = false
    await handleSubmit((typed) => {
      saved = true
      onSave(seen, movieFormSchema.parse(typed))
    })()
    return saved
  }
  useImperativeHandle(saveRef, () => save)
  const submit = async () => (await save()) && onDone()
  const messages = Object.entries(formState.errors).map(([field, error]) => [field, String(error?.message)] as const)
  const wiring = (field: MovieField) => ({
    form: formId,
    'aria-label': FIELDS[field].label,
    'aria-invalid': formState.errors[field] ? (true as const) : undefined,
    'aria-describedby': formState.errors[field] ? `${formId}-${field}` : undefined,
    ...register(field),
  })
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method uses these keys to end a word.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onDone()
    // The fields lie in cells of their own: Enter saves from each of them.
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault()
      void submit()
    }
  }

  return (
    <tr onKeyDown={onKeyDown} className={styles.editor}>
      <td />
      <td>
        <form
          id={formId}
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
          noValidate
        >
          <Input autoFocus autoComplete="off" {...wiring('title')} />
        </form>
        {messages.map(([field, message]) => (
          <p key={field} id={`${formId}-${field}`} className="pt-1 text-sm text-danger">
            {message}
          </p>
        ))}
      </td>
      <td>
        <Select {...wiring('format')}>
          {FORMATS.map((format) => (
            <option key={format}>{format}</option>
          ))}
        </Select>
      </td>
      <td className={styles.number} data-field="length">
        <Input autoComplete="off" className="text-right" {...wiring('length')} />
      </td>
      <td>
        <Input autoComplete="off" inputMode="numeric" className="text-right" {...wiring('releaseYear')} />
      </td>
      <td>
        <RatingInput
          id={`${formId}-stars`}
          name="rating"
          legendHidden
          defaultValue={seen.rating}
          inputProps={{ form: formId, ...register('rating') }}
        />
      </td>
      {showsLastEdit && <td className={styles.lastEdit} />}
      <td className={styles.actions}>
        <IconButton label="Save" type="submit" form={formId}>
          <Icon name="lucide--check" />
        </IconButton>
        <IconButton label="Cancel" onClick={onDone}>
          <Icon name="lucide--x" />
        </IconButton>
      </td>
    </tr>
  )
}
