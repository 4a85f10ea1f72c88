import { counted, formatNumber, joinNames } from '@/domain/text'
import type { Role } from './roles'

/** Who can see a bucket, as far as the reader may know: only the owner learns about people and groups. */
export type Audience = {
  /** The reader’s role. */
  role: Role
  visibility: 'private' | 'everyone'
  /** Whether search engines may list the public page. */
  searchable: boolean
  ownerName: string | null
  /** Names of people with a grant of their own; null for a person without a name. */
  people: readonly (string | null)[]
  /** Groups with a grant; `others` counts their members but for the owner. */
  groups: readonly { name: string; others: number }[]
  /** Whether the reader and at least one other person may both change its movies. */
  together: boolean
}

const SHOWN = 3

/** Who can see a bucket, in one plain sentence. */
export function describeAudience(audience: Audience): string {
  return audience.role === 'owner' ? describeToOwner(audience) : describeToOther(audience)
}

function describeToOwner({ people, groups, visibility, searchable }: Audience): string {
  const names = [
    ...firstNames(
      people.map((name) => name ?? 'an unnamed person'),
      (more) => (groups.length > 0 ? `${more} more people` : `${more} more`),
    ),
    ...firstNames(
      groups.map(({ name, others }) => `${name} (${countOthers(others)})`),
      (more) => `${more} more groups`,
    ),
    ...(visibility === 'everyone' ? ['anyone with the link'] : []),
  ]
  if (names.length === 0) return 'Visible to nobody but you.'
  const search = visibility === 'everyone' && searchable ? '; search engines may list it' : ''
  return `Visible to ${joinNames(names)}${search}.`
}

function describeToOther({ role, visibility, ownerName }: Audience): string {
  const open = 'visible to anyone with the link'
  if (role === 'visitor') return 'Visible to anyone with the link.'
  const whose = `${ownerName ?? 'An unnamed person'}’s bucket`
  return `${whose}, shared with you as ${role}${visibility === 'everyone' ? ` and ${open}` : ''}.`
}

/** The first names of a list, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  return joinNames(firstNames(names, (more) => `${formatNumber(more)} more`))
}

function countOthers(others: number): string {
  return others === 0 ? 'nobody else yet' : counted(others, 'person', 'people')
}

// “and 1 more” is no shorter than the name.
function firstNames(names: readonly string[], rest: (more: number) => string): string[] {
  return names.length <= SHOWN + 1 ? [...names] : [...names.slice(0, SHOWN), rest(names.length - SHOWN)]
}
