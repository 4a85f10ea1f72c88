'use client'

import { Film } from 'lucide-react'
import { useState } from 'react'
import { AddButton } from '@/components/movies/form/add-button'
import { importHref } from '@/components/movies/hrefs'
import { useCollection } from '@/components/movies/state/collection'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'

/** A bucket with nothing in it yet, and the ways to get something in. */
export function EmptyBucket({ editable }: { editable: boolean }) {
  const collection = useCollection()
  const [loading, setLoading] = useState(false)
  const load = async () => {
    setLoading(true)
    const { bucketId, actions } = collection
    await collection.run(actions.loadSamples({ bucketId }), (count) => `Loaded ${count} samples`)
    setLoading(false)
  }
  if (!editable) return <EmptyState title="No movies here yet">Whoever owns this bucket has not put any in.</EmptyState>
  return (
    <EmptyState
      title="Your shelf is empty"
      picture={<Film aria-hidden size={48} strokeWidth={1.25} className="text-muted" />}
      actions={
        <>
          <AddButton bucketId={collection.bucketId} shortcuts={false} />
          <ButtonLink href={importHref(collection.bucketId)} prefetch={false}>
            Import a list
          </ButtonLink>
          <Button disabled={loading} onClick={() => void load()}>
            {loading ? 'Loading…' : 'Load 40 samples'}
          </Button>
        </>
      }
    >
      Add the first film you own on VHS, on DVD or through a streaming service, or import a list out of another program.
      Or look around with 40 samples first: one Undo takes them out again.
    </EmptyState>
  )
}
