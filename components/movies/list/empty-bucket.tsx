'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { AddButton } from '@/components/movies/form/add-button'
import { OneLineForm } from '@/components/movies/form/one-line-form'
import { useCollection, useCollectionState } from '@/components/movies/state/collection-context'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { importsPath, newMoviePath } from '@/domain/paths'

/** A bucket without movies, and the ways to get some. */
export function EmptyBucket({ editable }: { editable: boolean }) {
  const collection = useCollection()
  const { done } = useCollectionState()
  const router = useRouter()
  const [loading, setLoading] = useState(false)
  const load = async () => {
    setLoading(true)
    const { bucketId, actions } = collection
    await collection.runChange(actions.loadSamples({ bucketId }), (count) => `Loaded ${count} samples`)
    setLoading(false)
  }
  if (!editable) return <EmptyState title="No movies here yet">Its owner has not added any movies.</EmptyState>
  return (
    <EmptyState
      title="Your shelf is empty"
      picture={<Icon name="lucide--film" className="size-12 text-muted" />}
      actions={
        <>
          <AddButton shortcuts={false} />
          <ButtonLink href={importsPath(collection.bucketId)} prefetch={false}>
            Import a list
          </ButtonLink>
          <Button disabled={loading} onClick={() => void load()}>
            {loading ? 'Loading…' : 'Load 40 samples'}
          </Button>
        </>
      }
    >
      <p>
        Type the first film you own on VHS, on DVD or through a streaming service, or import a list from another
        program. Or look around with 40 samples first: one Undo removes them again.
      </p>
      <div className="mx-auto mt-5 max-w-md text-left text-ink">
        <OneLineForm
          bucketId={collection.bucketId}
          findDuplicates={collection.actions.findDuplicates}
          initial={collection.lineDraft}
          // Who just deleted the last movie may want Ctrl+Z, which is the field's own in a field.
          autoFocus={done.length === 0}
          onTyped={(line) => {
            collection.lineDraft = line
          }}
          onAdd={(typed, values) => {
            void collection.add(typed, values)
            // The list takes this place now; the next movie is typed beside it.
            if (!collection.openForm({})) router.push(newMoviePath(collection.bucketId))
          }}
        />
      </div>
    </EmptyState>
  )
}
