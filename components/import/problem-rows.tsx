'use client'

import { type FormEvent, useLayoutEffect, useRef } from 'react'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview, StagedRow } from '@/domain/import/staged'
import { ProblemRow } from './problem-row'

type Props = { rows: StagedRow[]; preview: ImportPreview; fix: FormAction }

/** Rows to mend one after the other: a row that is saved goes, and the focus goes on to the next one’s field. */
export function ProblemRows({ rows, preview, fix }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const saved = useRef<number>(undefined)

  // Whenever there are other rows, and before anything else looks for a place for the focus.
  useLayoutEffect(() => {
    const from = saved.current
    if (from === undefined || document.activeElement !== document.body) return
    saved.current = undefined
    const next = rows.find(({ row }) => row >= from) ?? rows.at(-1)
    list.current?.querySelector<HTMLElement>(`[data-row="${next?.row}"] :is(input:not([type=hidden]), select)`)?.focus()
  }, [rows])

  const remember = (event: FormEvent<HTMLFormElement | HTMLOListElement>) => {
    saved.current = Number(new FormData(event.target as HTMLFormElement).get('row'))
  }
  return (
    <ol ref={list} onSubmit={remember} className="divide-y overflow-clip rounded-lg border bg-surface">
      {rows.map((row) => (
        // Another problem is another form.
        <ProblemRow key={`${row.row} ${JSON.stringify(row.problems)}`} row={row} preview={preview} fix={fix} />
      ))}
    </ol>
  )
}
