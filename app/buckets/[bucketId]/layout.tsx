import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Collection } from '@/components/movies/collection'
import { isPublicKey } from '@/db/ids'
import { publicPath } from '@/domain/paths'
import {
  addTypedMovie,
  copyMovies,
  deleteMovies,
  editMovies,
  editSelection,
  findDuplicates,
  listTargets,
  loadSamples,
  moveMovies,
  previewEdit,
  undoChange,
} from './actions'

const actions = {
  addTypedMovie,
  copyMovies,
  deleteMovies,
  editMovies,
  editSelection,
  findDuplicates,
  listTargets,
  loadSamples,
  moveMovies,
  previewEdit,
  undoChange,
}

export default async function BucketLayout({ params, children }: LayoutProps<'/buckets/[bucketId]'>) {
  const { bucketId } = await params
  // Its public page shows what a visitor may know.
  if (isPublicKey(bucketId)) redirect(publicPath(bucketId))
  return (
    <Collection key={bucketId} bucketId={bucketId} actions={actions}>
      {children as ReactNode}
    </Collection>
  )
}
