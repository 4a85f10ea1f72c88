import Link from 'next/link'
import { leaveGroupPath, transferPath } from '@/domain/paths'
import { nameSome } from '@/domain/sharing/audience'
import { nameOf } from '@/domain/sharing/group'

type Props = {
  /** Buckets that reach others: whom, by name, and whether anyone with the link. */
  shared: { id: string; name: string; people: (string | null)[]; open: boolean }[]
  /** One's own groups; `heir` gets the group. */
  groups: { id: string; name: string; others: number; heir: { name: string | null } | null }[]
}

/** What others lose with somebody's account, and how to leave it to them instead. */
export function Losses({ shared, groups }: Props) {
  if (shared.length + groups.length === 0) return null
  return (
    <section
      aria-labelledby="losses"
      className="flex w-full flex-col gap-3 rounded-lg border border-danger/50 bg-danger-soft p-4"
    >
      <h2 id="losses">What others lose</h2>
      <ul className="flex flex-col gap-3">
        {shared.map(({ id, name, people, open }) => (
          <li key={id}>
            <p className="wrap-anywhere">
              The bucket <strong>{name}</strong> goes. {whoLoses(people, open)}
            </p>
            <Link href={transferPath(id)} prefetch={false}>
              Hand over <span className="sr-only">{name} </span>first
            </Link>
          </li>
        ))}
        {groups.map(({ id, name, others, heir }) => (
          <li key={id}>
            <p className="wrap-anywhere">
              {heir ? (
                <>
                  The group <strong>{name}</strong> stays: {nameOf(heir.name)}, an admin of it, becomes its owner.
                </>
              ) : (
                <>
                  You are the last admin of the group <strong>{name}</strong>, so it is dissolved.{' '}
                  {others === 0
                    ? 'Nobody else is in it.'
                    : `${others === 1 ? '1 person loses' : `${others.toLocaleString('en')} people lose`} what was shared with it.`}
                </>
              )}
            </p>
            {!heir && (
              <Link href={leaveGroupPath(id)} prefetch={false}>
                Hand over or dissolve <span className="sr-only">{name} </span>first
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function whoLoses(people: (string | null)[], open: boolean): string {
  if (people.length === 0) return 'Its public link stops working.'
  const count = people.length === 1 ? '1 person loses' : `${people.length.toLocaleString('en')} people lose`
  return `${count} access: ${nameSome(people.map(nameOf))}${open ? ', and the public link stops working' : ''}.`
}
