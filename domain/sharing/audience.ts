import type { Role } from './roles'

/** Who can see a bucket, as far as its reader may know: only its owner is told of people and groups. */
export type Audience = {
  /** The reader's own role. */
  role: Role
  visibility: 'private' | 'everyone'
  /** Whether search engines may list the public page. */
  searchable: boolean
  ownerName: string | null
  /** Names of people with a grant of their own; null for who has none. */
  people: readonly (string | null)[]
  /** Groups with a grant; `others` counts their members but for the owner. */
  groups: readonly { name: string; others: number }[]
  /** Whether the reader and somebody else may both change its movies. */
  together: boolean
}

const SHOWN = 3

/** Who can see a bucket, in one plain sentence. */
export function describeAudience(audience: Audience): string {
  return audience.role === 'owner' ? describeToOwner(audience) : describeToOther(audience)
}

function describeToOwner({ people, groups, visibility, searchable }: Audience): string {
  const everybody = [
    ...shorten(
      people.map((name) => name ?? 'somebody without a name'),
      (more) => (groups.length > 0 ? `${more} more people` : `${more} more`),
    ),
    ...shorten(
      groups.map(({ name, others }) => `${name} (${countPeople(others)})`),
      (more) => `${more} more groups`,
    ),
    ...(visibility === 'everyone' ? ['anyone with the link'] : []),
  ]
  if (everybody.length === 0) return 'Visible to nobody but you.'
  const search = visibility === 'everyone' && searchable ? '; search engines may list it' : ''
  return `Visible to ${joinNames(everybody)}${search}.`
}

function describeToOther({ role, visibility, ownerName }: Audience): string {
  const whose = `${ownerName ?? 'Somebody'}’s bucket`
  const open = 'visible to anyone with the link'
  if (role === 'visitor') return `${whose}, ${open}.`
  return `${whose}, shared with you as ${role}${visibility === 'everyone' ? ` and ${open}` : ''}.`
}

/** A list of names as it is read out: `Ana, Ben and Cleo`. */
export function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The first names of a list, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  return joinNames(shorten(names, (more) => `${more.toLocaleString('en')} more`))
}

function countPeople(others: number): string {
  if (others === 0) return 'nobody else yet'
  return others === 1 ? '1 person' : `${others.toLocaleString('en')} people`
}

// “and 1 more” is no shorter than the name.
function shorten(names: readonly string[], rest: (more: number) => string): string[] {
  return names.length <= SHOWN + 1 ? [...names] : [...names.slice(0, SHOWN), rest(names.length - SHOWN)]
}
