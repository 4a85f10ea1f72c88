import * as z from 'zod'
import { GIVEN_ROLES, type GivenRole } from './grants'
import { inviteeLabel, inviteeSchema } from './invitation'

const role = z.enum(GIVEN_ROLES, 'Role: choose viewer or editor')
const MOST = 500

/** A whole new set of whom a bucket is shared with, as it comes from outside. */
export const sharesSchema = z.object({
  revision: z.string().max(100),
  people: z.array(z.object({ id: z.uuid(), role })).max(MOST),
  groups: z.array(z.object({ groupId: z.uuid(), role })).max(MOST),
  invitations: z.array(z.object({ id: z.uuid(), role })).max(MOST),
  invite: z
    .array(z.object({ to: inviteeSchema, role }))
    .max(20, 'You can invite 20 people at once')
    .superRefine((people, context) => {
      const labels = people.map(({ to }) => inviteeLabel(to))
      for (const [at, label] of labels.entries()) {
        if (labels.indexOf(label) === at) continue
        context.addIssue({ code: 'custom', path: [at, 'to'], message: `${label} stands here twice: leave one` })
      }
    }),
})

type Values = Record<string, string>
type Typed = { id: string; role: GivenRole }

/** Rows for new people as they were typed: the empty ones left out, the others numbered anew. */
export function compactInvites(values: Values): Values {
  const kept = Object.entries(values).filter(([name]) => !name.startsWith('invite.'))
  const typed = invitesOf(values).filter(({ to }) => to.trim() !== '')
  const rows = typed.flatMap(({ to, role }, at) => [
    [`invite.${at}.to`, to] as const,
    [`invite.${at}.role`, role] as const,
  ])
  return Object.fromEntries([...kept, ...rows])
}

/** The rows for new people in a form's texts, in their order. */
export function invitesOf(values: Values): { to: string; role: string }[] {
  const indexes = Object.keys(values).flatMap((name) => /^invite\.(\d{1,3})\.to$/.exec(name)?.[1] ?? [])
  return indexes
    .sort((a, b) => Number(a) - Number(b))
    .map((at) => ({ to: values[`invite.${at}.to`] ?? '', role: values[`invite.${at}.role`] ?? '' }))
}

/** The set that a form's texts say, not checked yet; whoever's role is “no access” is not in it. */
export function readShares(values: Values) {
  const chosen = (prefix: string) =>
    Object.entries(values).flatMap(([name, role]): Typed[] =>
      name.startsWith(prefix) && role !== '' ? [{ id: name.slice(prefix.length), role: role as GivenRole }] : [],
    )
  return {
    revision: values.revision,
    people: chosen('person.'),
    groups: chosen('group.').map(({ id, role }) => ({ groupId: id, role })),
    invitations: chosen('invitation.'),
    invite: invitesOf(values),
  }
}
