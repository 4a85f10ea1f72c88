import type { ReactNode } from 'react'
import { Collection } from '@/components/movies/collection'
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
  return (
    <Collection key={bucketId} bucketId={bucketId} actions={actions}>
      {children as ReactNode}
    </Collection>
  )
}
