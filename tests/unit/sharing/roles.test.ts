import { describe, expect, it } from 'vitest'
import { can, LEAST_ROLE, type Operation, ROLES, type Role } from '@/domain/sharing/roles'

const NOBODY = { visitor: false, viewer: false, editor: false, owner: false }
const CHANGES_MOVIES = { ...NOBODY, editor: true, owner: true }
const OWNS = { ...NOBODY, owner: true }

// Written out a second time on purpose: whoever changes who may do what has to mean it.
const TRUTH: Record<Operation, Record<Role, boolean>> = {
  readMovies: { visitor: true, viewer: true, editor: true, owner: true },
  previewChanges: CHANGES_MOVIES,
  addMovies: CHANGES_MOVIES,
  editMovies: CHANGES_MOVIES,
  deleteMovies: CHANGES_MOVIES,
  restoreMovies: CHANGES_MOVIES,
  moveMovies: CHANGES_MOVIES,
  readTrash: CHANGES_MOVIES,
  readActivity: CHANGES_MOVIES,
  undoChange: CHANGES_MOVIES,
  readImports: CHANGES_MOVIES,
  importMovies: CHANGES_MOVIES,
  leaveBucket: { ...CHANGES_MOVIES, viewer: true },
  emptyTrash: OWNS,
  renameBucket: OWNS,
  deleteBucket: OWNS,
  readSharing: OWNS,
  changeSharing: OWNS,
}

describe.each(Object.entries(TRUTH) as [Operation, Record<Role, boolean>][])('%s', (operation, roles) => {
  it.each(ROLES)('as %s', (role) => {
    expect(can(role, operation)).toBe(roles[role])
  })
})

describe('roles', () => {
  it('all have their row above', () => {
    expect(Object.keys(LEAST_ROLE).sort()).toEqual(Object.keys(TRUTH).sort())
  })

  it('never may less than the one below', () => {
    for (const operation of Object.keys(LEAST_ROLE) as Operation[]) {
      const allowed = ROLES.map((role) => can(role, operation))
      expect(allowed).toEqual([...allowed].sort())
      expect(can('owner', operation)).toBe(true)
    }
  })

  it('let nobody do anything under a role or an operation that does not exist', () => {
    expect(can('admin' as Role, 'readMovies')).toBe(false)
    expect(can('owner', 'dropDatabase' as Operation)).toBe(false)
    expect(can('admin' as Role, 'dropDatabase' as Operation)).toBe(false)
  })
})
