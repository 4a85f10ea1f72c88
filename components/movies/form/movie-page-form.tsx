'use client'

import { useRouter } from 'next/navigation'
import { useActionState, useRef, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection'
import type { FailedAdd } from '@/components/movies/state/collection-state'
import type { TypedMovie } from '@/components/movies/state/movie-actions'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/domain/forms'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { draftOf } from './draft'
import { FailedAddNotice } from './failed-add-notice'
import { rememberFormat } from './last-format'
import { typedOf } from './movie-dialog'
import { MovieForm } from './movie-form'

type Props = { movie?: Movie; format?: string; action: FormAction; deleteAction?: FormAction }

/** The movie form as a page: on a phone, and without JavaScript, where the forms are posted to the actions. */
export function MoviePageForm({ movie, format, action, deleteAction }: Props) {
  const collection = useCollection()
  const router = useRouter()
  const [posted, post] = useActionState(action, null)
  const [kept, postDelete] = useActionState(deleteAction ?? action, null)
  const leaving = useRef(false)
  // The edit is one of what was seen when the page came.
  const [seen] = useState(movie)
  const retried = useRef(movie ? undefined : collection.draft?.id)
  const [added, setAdded] = useState(0)
  const [reopened, setReopened] = useState<(FailedAdd & { turn: number }) | null>(null)
  // Looked at once, while it has what was typed the last time.
  const [begun] = useState(movie ? null : collection.draft)
  const typed = reopened?.typed ?? (posted?.values as Partial<TypedMovie> | undefined) ?? begun?.typed

  const save = (given: TypedMovie, values: MovieValues, again: boolean) => {
    // Pressed once more while the list is on its way.
    if (leaving.current) return
    leaving.current = !again
    rememberFormat(values.format)
    if (!movie) collection.draft = null
    if (seen) collection.edit(seen, values)
    else void collection.add(given, values, retried.current).then((done) => done && setAdded((count) => count + 1))
    retried.current = undefined
    if (!again) router.push(collection.listHref)
  }

  const reopen = (failed: FailedAdd) => {
    retried.current = failed.id
    setReopened({ ...failed, turn: (reopened?.turn ?? 0) + 1 })
  }

  return (
    <>
      {posted && !posted.fields && <Notice tone="danger">{posted.message}</Notice>}
      {kept && <Notice tone="danger">{kept.message}</Notice>}
      {!movie && <FailedAddNotice onOpen={reopen} />}
      {added > 0 && <Notice tone="success">{added === 1 ? '1 movie added.' : `${added} movies added.`}</Notice>}
      <MovieForm
        key={reopened?.turn}
        bucketId={collection.bucketId}
        movieId={movie?.id}
        initial={typed ?? (movie ? typedOf(movie) : { format })}
        errors={reopened ? reopened.fields : posted?.fields}
        findDuplicates={collection.actions.findDuplicates}
        action={post}
        onTyped={(typed) => {
          if (!movie) collection.draft = draftOf(typed, retried.current)
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
      {movie && deleteAction && (
        <form
          action={postDelete}
          className="border-t pt-4"
          onSubmit={(event) => {
            event.preventDefault()
            void collection.remove({ ids: [movie.id] }, [movie.id], () => `Deleted “${movie.title}”`)
            router.push(collection.listHref)
          }}
        >
          <Button type="submit" variant="danger">
            Delete this movie
          </Button>
        </form>
      )}
    </>
  )
}
