import type { ErrorCode } from '@/domain/result'
import type { Viewer } from './world'

/** How an operation ends. */
export type Outcome = 'ok' | ErrorCode

const NOT_SEEN = {
  'owner of the group': 'not_found',
  'former member': 'not_found',
  stranger: 'not_found',
  'signed out': 'not_found',
} as const

export const FOR_READERS: Record<Viewer, Outcome> = {
  ...NOT_SEEN,
  owner: 'ok',
  'editor by grant': 'ok',
  'editor by group': 'ok',
  'editor by group, viewer by grant': 'ok',
  'viewer by grant': 'ok',
  'viewer by group': 'ok',
  'visitor, signed in': 'ok',
  'visitor, signed out': 'ok',
}

export const FOR_EDITORS: Record<Viewer, Outcome> = {
  ...FOR_READERS,
  'viewer by grant': 'forbidden',
  'viewer by group': 'forbidden',
  'visitor, signed in': 'forbidden',
  'visitor, signed out': 'unauthenticated',
}

export const FOR_OWNERS: Record<Viewer, Outcome> = {
  ...FOR_EDITORS,
  'editor by grant': 'forbidden',
  'editor by group': 'forbidden',
  'editor by group, viewer by grant': 'forbidden',
}

// A member leaves a group's grant with the group, and an owner would leave the bucket without one.
const LEAVING = {
  owner: 'forbidden',
  'editor by grant': 'ok',
  'viewer by grant': 'ok',
  'editor by group, viewer by grant': 'ok',
  'editor by group': 'conflict',
  'viewer by group': 'conflict',
} as const

/** How leaving a bucket ends. */
export const FOR_LEAVERS: Record<Viewer, Outcome> = { ...FOR_OWNERS, ...LEAVING }
