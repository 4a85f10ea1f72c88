import { useEffect, useState } from 'react'
import { useCollection } from '@/components/movies/state/collection-context'
import type { Target } from '@/components/movies/state/movie-actions'

/** The buckets that movies can go to, or why there is no list of them; null until the server answers. */
export function useTargets(): Target[] | { message: string } | null {
  const collection = useCollection()
  const [targets, setTargets] = useState<Target[] | { message: string } | null>(null)
  useEffect(() => {
    let current = true
    const load = async () => {
      const result = await collection.actions.listTargets({ bucketId: collection.bucketId }).catch(() => null)
      if (!current) return
      setTargets(result?.ok ? result.data : { message: result?.message ?? 'The server cannot be reached.' })
    }
    void load()
    return () => {
      current = false
    }
  }, [collection])
  return targets
}
