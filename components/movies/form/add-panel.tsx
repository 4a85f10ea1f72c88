'use client'

import { useRef, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import { draftOf, type FormSubject, type TypedMovie } from '@/components/movies/state/typed-movie'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import type { MovieValues } from '@/domain/movies/movie'
import { AddedMovies } from './added-movies'
import { lastFormat, rememberFormat } from './last-format'
import { MovieForm } from './movie-form'
import { OneLineForm } from './one-line-form'

type Props = { subject: FormSubject; onClose: () => void }

/**
 * Adding beside the list: in one line, or field by field. It stays open while the list shows what comes in. A movie that
 * is neither saved nor cancelled is there again the next time.
 */
export function AddPanel({ subject, onClose }: Props) {
  const collection = useCollection()
  const [begun] = useState(subject.typed ? subject : collection.draft)
  const [initial] = useState({ format: lastFormat(), ...begun?.typed })
  const id = useRef(begun?.id)

  const save = (typed: TypedMovie, values: MovieValues, again: boolean) => {
    rememberFormat(values.format)
    collection.draft = null
    void collection.add(typed, values, id.current)
    id.current = undefined
    if (!again) onClose()
  }
  const cancel = () => {
    collection.draft = null
    onClose()
  }

  return (
    <Panel title="Add a movie" onClose={onClose}>
      <OneLineForm
        bucketId={collection.bucketId}
        findDuplicates={collection.actions.findDuplicates}
        initial={collection.lineDraft}
        autoFocus={!begun}
        onTyped={(line) => {
          collection.lineDraft = line
        }}
        onAdd={(typed, values) => void collection.add(typed, values)}
      />
      <AddedMovies />
      <h3 className="border-t pt-3 text-sm font-semibold">Or field by field</h3>
      <MovieForm
        bucketId={collection.bucketId}
        initial={initial}
        autoFocus={Boolean(begun)}
        errors={subject.errors}
        findDuplicates={collection.actions.findDuplicates}
        onTyped={(typed) => {
          collection.draft = draftOf(typed, id.current)
        }}
        onSubmit={save}
        buttons={
          <>
            <Button type="submit" variant="primary" size="small">
              Save
            </Button>
            <Button type="submit" name="then" value="again" size="small">
              Save and add another
            </Button>
            <Button variant="quiet" size="small" onClick={cancel}>
              Cancel
            </Button>
          </>
        }
      />
    </Panel>
  )
}
