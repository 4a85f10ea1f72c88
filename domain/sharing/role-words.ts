import type { InvitationRole, Role } from './roles'

/** What a role in a bucket allows, to follow “can”. */
export const ROLE_CAN: Record<Role, string> = {
  visitor: 'look at its movies and change nothing',
  viewer: 'look at its movies and change nothing',
  editor: 'look at its movies, add, change and delete them, and see who did what',
  owner: 'do everything, and decide who sees it',
}

/** What an invitation gives, said to the person who accepts it. */
export const ROLE_MEANS: Record<InvitationRole, string> = {
  viewer: 'You can look at its movies.',
  editor: 'You can look at its movies and change them.',
  owner: 'It becomes yours, with everything in it. The present owner stays on as an editor.',
  member: 'You see the buckets that are shared with the group. The people in it see your name, not your address.',
  admin:
    'You see the buckets that are shared with the group, and decide who is in it. The people in it see your name, not your address.',
}

/** A role in a sentence: `an editor`. */
export function withArticle(role: Role | InvitationRole): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`
}
