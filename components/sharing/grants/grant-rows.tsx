import Link from 'next/link'
import type { ReactNode } from 'react'
import { Select } from '@/components/ui/field'
import { PATHS } from '@/domain/paths'
import type { GrantSet } from '@/domain/sharing/grants'
import { nameOf } from '@/domain/sharing/group'
import { GIVEN_ROLES } from '@/domain/sharing/roles'
import { counted, formatDay } from '@/domain/text'

/** The value that a row's select starts with: the present role, or the one that was chosen in a refused form. */
type ShownRole = (field: string, role: string | null) => string

/** The people with a grant, and those who were invited, with a select for each role. */
export function PeopleRows({ grants, shown }: { grants: GrantSet; shown: ShownRole }) {
  const waiting = grants.invitations.filter(({ role }) => role !== 'owner')
  if (grants.people.length + waiting.length === 0) return null
  return (
    <ul>
      {grants.people.map(({ id, name, label, role }) => (
        <Row key={id} name={nameOf(name ?? label)} about={name ? label : null}>
          <RoleSelect field={`person.${id}`} who={name ?? label} value={shown(`person.${id}`, role)} />
        </Row>
      ))}
      {waiting.map(({ id, label, role, expiresAt }) => (
        <Row key={id} name={label} about={`Invited, no answer yet; open until ${formatDay(expiresAt)}`}>
          <RoleSelect field={`invitation.${id}`} who={label} value={shown(`invitation.${id}`, role)} none="Take back" />
        </Row>
      ))}
    </ul>
  )
}

/** The groups with a grant and the owner's other groups, with a select for each role. */
export function GroupRows({ groups, shown }: { groups: GrantSet['groups']; shown: ShownRole }) {
  if (groups.length === 0)
    return (
      <p className="text-muted">
        You are in no group. <Link href={PATHS.groups}>Make one</Link> to share with all of its people at once.
      </p>
    )
  return (
    <ul>
      {groups.map(({ groupId, name, others, role }) => (
        <Row key={groupId} name={name} about={`${counted(others, 'person', 'people')} besides you`}>
          <RoleSelect field={`group.${groupId}`} who={name} value={shown(`group.${groupId}`, role)} />
        </Row>
      ))}
    </ul>
  )
}

function Row({ name, about, children }: { name: string; about: string | null; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-2 last:border-b">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-semibold wrap-anywhere">{name}</p>
        {about && <p className="text-sm wrap-anywhere text-muted">{about}</p>}
      </div>
      {children}
    </li>
  )
}

type RoleSelectProps = { field: string; who: string | null; value: string; none?: string }

function RoleSelect({ field, who, value, none = 'No access' }: RoleSelectProps) {
  return (
    <div className="w-36">
      <Select name={field} defaultValue={value} aria-label={`Role of ${nameOf(who)}`}>
        {GIVEN_ROLES.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
        <option value="">{none}</option>
      </Select>
    </div>
  )
}
