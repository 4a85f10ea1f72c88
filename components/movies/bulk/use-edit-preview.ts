import { useEffect, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import type { BulkEdit } from '@/domain/movies/change'

const PREVIEW_AFTER_MS = 250

/** Null while the server counts. */
export type EditPreview = { selected: number; changing: number } | { message: string } | null

/** How many movies an edit will change, asked after a pause in typing; of no edit, nothing. */
export function useEditPreview(edit: BulkEdit | null): EditPreview {
  const collection = useCollection()
  const [preview, setPreview] = useState<EditPreview>(null)
  // Compared by value: the list around the dialog may render anew at any time.
  const key = edit ? JSON.stringify(edit) : ''

  useEffect(() => {
    setPreview(null)
    if (!key) return
    let current = true
    const timer = setTimeout(async () => {
      const input = { bucketId: collection.bucketId, ...JSON.parse(key) }
      const result = await collection.actions.previewEdit(input).catch(() => null)
      if (!current) return
      setPreview(result?.ok ? result.data : { message: result?.message ?? 'The server cannot be reached.' })
    }, PREVIEW_AFTER_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, collection])

  return preview
}
