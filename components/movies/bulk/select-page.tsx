'use client'

import { useEffect, useRef } from 'react'
import styles from '@/components/movies/list/movie-table.module.css'
import type { SelectionState } from './use-selection'

/** The box in the table's head that selects its rows. */
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
