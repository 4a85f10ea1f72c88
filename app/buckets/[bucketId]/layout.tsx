import type { ReactNode } from 'react'
import { Collection } from '@/components/movies/collection'
import {
  addMovie,
  deleteMovies,
  editMovies,
  editSelection,
  findDuplicates,
  loadSamples,
  previewEdit,
  undoChange,
} from './actions'

const actions = {
  addMovie,
  deleteMovies,
  editMovies,
  editSelection,
  findDuplicates,
  loadSamples,
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
