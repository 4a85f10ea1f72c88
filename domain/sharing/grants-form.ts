import * as z from 'zod'
import { joinNames } from '@/domain/text'
import { MOST_INVITED } from './grants'
import { inviteeLabel, inviteeSchema } from './invitee'
import { GIVEN_ROLES, type GivenRole } from './roles'

const role = z.enum(GIVEN_ROLES, `Role: choose ${joinNames(GIVEN_ROLES, 'or')}`)
const MOST = 500

/** A revision of a bucket’s grants as it comes from outside. */
export const grantsSchema = z.object({
  revision: z.string().max(100),
  people: z.array(z.object({ id: z.uuid(), role })).max(MOST),
  groups: z.array(z.object({ groupId: z.uuid(), role })).max(MOST),
  invitations: z.array(z.object({ id: z.uuid(), role })).max(MOST),
  invite: z
    .array(z.object({ to: inviteeSchema, role }))
    .max(MOST_INVITED, `You can invite ${MOST_INVITED} people at once`)
    .superRefine((people, context) => {
      const labels = people.map(({ to }) => inviteeLabel(to))
      for (const [at, label] of labels.entries()) {
        if (labels.indexOf(label) === at) continue
        context.addIssue({ code: 'custom', path: [at, 'to'], message: `${label} is listed twice: keep one` })
      }
    }),
})

type Values = Record<string, string>
type Entry = { id: string; role: GivenRole }

/** A form’s texts without empty rows for new people; the other rows are numbered from 0 again. */
export function compactNewPeople(values: Values): Values {
  const kept = Object.entries(values).filter(([name]) => !name.startsWith('invite.'))
  const typed = readNewPeople(values).filter(({ to }) => to.trim() !== '')
  const rows = typed.flatMap(({ to, role }, at) => [
    [`invite.${at}.to`, to] as const,
    [`invite.${at}.role`, role] as const,
  ])
  return Object.fromEntries([...kept, ...rows])
}

/** The rows for new people in a form’s texts, in their order. */
export function readNewPeople(values: Values): { to: string; role: string }[] {
  const indexes = Object.keys(values).flatMap((name) => /^invite\.(\d{1,3})\.to$/.exec(name)?.[1] ?? [])
  return indexes
    .sort((a, b) => Number(a) - Number(b))
    .map((at) => ({ to: values[`invite.${at}.to`] ?? '', role: values[`invite.${at}.role`] ?? '' }))
}

/** The revision that a form’s texts say, not checked yet. Rows with “no access” are not in it. */
export function readGrants(values: Values) {
  const chosen = (prefix: string) =>
    Object.entries(values).flatMap(([name, role]): Entry[] =>
      name.startsWith(prefix) && role !== '' ? [{ id: name.slice(prefix.length), role: role as GivenRole }] : [],
    )
  return {
    revision: values.revision,
    people: chosen('person.'),
    groups: chosen('group.').map(({ id, role }) => ({ groupId: id, role })),
    invitations: chosen('invitation.'),
    invite: readNewPeople(values),
  }
}
