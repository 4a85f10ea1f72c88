'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { describeAgo, describePerson } from '@/domain/movies/last-edit'
import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'
import { useCollection } from './collection'
import type { Conflict } from './collection-state'

/**
 * Somebody else, or another tab, changed the movie first: the person decides, nothing is overwritten in silence. Closed,
 * it waits below the list.
 */
export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const collection = useCollection()
  const { mine, theirs } = conflict
  return (
    <Dialog
      open
      onClose={() => collection.putOff(conflict, true)}
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
          : 'Since this page was loaded, the movie got other values.'}{' '}
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
