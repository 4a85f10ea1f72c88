'use client'

import { useEffect, useRef } from 'react'
import type { SelectionState } from '@/components/movies/bulk/use-selection'
import styles from './movie-row.module.css'

/** The checkbox in the table's head that selects all rows of the page. */
export function SelectPage({ selection }: { selection: SelectionState }) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = selection.page === 'some'
  }, [selection.page])
  return (
    <label className={styles.target}>
      <input ref={box} type="checkbox" checked={selection.page === 'all'} onChange={selection.togglePage} />
      <span className="sr-only">Select all on this page</span>
    </label>
  )
}
