'use client'

import { useRouter } from 'next/navigation'
import { useActionState, useRef, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import type { FailedAdd } from '@/components/movies/state/collection-state'
import { draftOf, type TypedMovie, typedOf } from '@/components/movies/state/typed-movie'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/domain/forms'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { AddedMovies } from './added-movies'
import { DeleteMovieForm } from './delete-movie-form'
import { FailedAddNotice } from './failed-add-notice'
import { rememberFormat } from './last-format'
import { MovieForm } from './movie-form'
import { OneLineForm } from './one-line-form'

type Props = {
  movie?: Movie
  /** What the form begins with, from the address: a format, or a line that was taken apart. */
  initial?: Partial<TypedMovie>
  action: FormAction
  deleteAction?: FormAction
}

/** The movie form as a page: on a phone, and without JavaScript, where the browser posts the forms to the actions. */
export function MoviePageForm({ movie, initial, action, deleteAction }: Props) {
  const collection = useCollection()
  const router = useRouter()
  const [posted, post] = useActionState(action, null)
  const [notDeleted, postDelete] = useActionState(deleteAction ?? action, null)
  const leaving = useRef(false)
  // The edit is made on the movie as the page first showed it.
  const [seen] = useState(movie)
  const retriedId = useRef(movie ? undefined : collection.draft?.id)
  const [reopened, setReopened] = useState<(FailedAdd & { turn: number }) | null>(null)
  // Read once, while it has what was typed the last time.
  const [begun] = useState(movie ? null : collection.draft)
  const typedBefore = reopened?.typed ?? (posted?.values as Partial<TypedMovie> | undefined) ?? begun?.typed

  const save = (typed: TypedMovie, values: MovieValues, again: boolean) => {
    // A second press, while the list is on its way.
    if (leaving.current) return
    leaving.current = !again
    rememberFormat(values.format)
    if (!movie) collection.draft = null
    if (seen) collection.edit(seen, values)
    else void collection.add(typed, values, retriedId.current)
    retriedId.current = undefined
    if (!again) router.push(collection.listHref)
  }

  const reopen = (failed: FailedAdd) => {
    retriedId.current = failed.id
    setReopened({ ...failed, turn: (reopened?.turn ?? 0) + 1 })
  }

  return (
    <>
      {posted && !posted.fields && <Notice tone="danger">{posted.message}</Notice>}
      {notDeleted && <Notice tone="danger">{notDeleted.message}</Notice>}
      {!movie && <FailedAddNotice onOpen={reopen} />}
      {!movie && (
        <OneLineForm
          bucketId={collection.bucketId}
          findDuplicates={collection.actions.findDuplicates}
          initial={collection.lineDraft}
          autoFocus={!typedBefore}
          onTyped={(line) => {
            collection.lineDraft = line
          }}
          onAdd={(typed, values) => void collection.add(typed, values)}
        />
      )}
      {!movie && <AddedMovies />}
      <MovieForm
        key={reopened?.turn}
        bucketId={collection.bucketId}
        movieId={movie?.id}
        initial={typedBefore ?? (movie ? typedOf(movie) : (initial ?? {}))}
        autoFocus={Boolean(movie || typedBefore)}
        errors={reopened ? reopened.fields : posted?.fields}
        findDuplicates={collection.actions.findDuplicates}
        action={post}
        onTyped={(typed) => {
          if (!movie) collection.draft = draftOf(typed, retriedId.current)
        }}
        onSubmit={save}
        hidden={movie ? { version: String(movie.version) } : {}}
        buttons={
          <>
            <Button type="submit" variant="primary">
              Save
            </Button>
            {!movie && (
              <Button type="submit" name="then" value="again">
                Save and add another
              </Button>
            )}
            <ButtonLink
              variant="quiet"
              href={collection.listHref}
              onClick={() => {
                if (!movie) collection.draft = null
              }}
            >
              Cancel
            </ButtonLink>
          </>
        }
      />
      {movie && deleteAction && <DeleteMovieForm movie={movie} action={postDelete} />}
    </>
  )
}
