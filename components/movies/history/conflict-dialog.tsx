'use client'

import { useCollection } from '@/components/movies/state/collection-context'
import type { Conflict } from '@/components/movies/state/collection-state'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { describeAgo, describePerson } from '@/domain/movies/last-edit'
import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'

/**
 * Another person or tab changed the movie first: the user decides, and nothing is overwritten in silence. A closed
 * dialog waits in the bar below the list.
 */
export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const collection = useCollection()
  const { mine, theirs } = conflict
  return (
    <Dialog
      open
      onClose={() => collection.postponeConflict(conflict)}
      title={`“${theirs.title}” was changed elsewhere`}
      footer={
        <>
          <Button variant="primary" onClick={() => collection.keepMine(conflict)}>
            Keep mine
          </Button>
          <Button onClick={() => collection.takeTheirs(conflict)}>Take theirs</Button>
        </>
      }
    >
      <p className="mb-3">
        {theirs.lastEdit
          ? `${describePerson(theirs.lastEdit.by)} changed it ${describeAgo(theirs.lastEdit.at, Date.now())}.`
          : 'The movie was changed after this page was loaded.'}{' '}
        Which should it have?
      </p>
      <table className="w-full text-left">
        <thead className="text-sm text-muted">
          <tr>
            <th className="py-1 font-semibold">Field</th>
            <th className="py-1 font-semibold">Mine</th>
            <th className="py-1 font-semibold">Theirs</th>
          </tr>
        </thead>
        <tbody>
          {MOVIE_FIELDS.filter((field) => field in mine).map((field) => (
            <tr key={field} className="border-t">
              <th scope="row" className="py-1.5 pr-3 font-normal text-muted">
                {FIELDS[field].label}
              </th>
              <td className="py-1.5 pr-3 font-semibold wrap-anywhere">{mine[field]}</td>
              <td className="py-1.5 wrap-anywhere">{theirs[field]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
