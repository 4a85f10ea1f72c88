'use client'

import { type FormEvent, useLayoutEffect, useRef } from 'react'
import type { FormAction } from '@/domain/forms'
import type { ImportPreview, StagedRow } from '@/domain/import/staged'
import { FaultyRow } from './faulty-row'

type Props = { rows: StagedRow[]; preview: ImportPreview; correct: FormAction }

/** Rows to correct one after the other: a saved row leaves the list, and the focus moves to the next row’s field. */
export function FaultyRows({ rows, preview, correct }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const saved = useRef<number>(undefined)

  // As a layout effect, because it has to find the next field before the page moves the focus elsewhere.
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
        // With other faults a row is a new form.
        <FaultyRow key={`${row.row} ${JSON.stringify(row.faults)}`} row={row} preview={preview} correct={correct} />
      ))}
    </ol>
  )
}
