import Link from 'next/link'
import type { AccountDeletion } from '@/domain/account/deletion'
import { leaveGroupPath, transferPath } from '@/domain/paths'
import { nameSome } from '@/domain/sharing/audience'
import { nameOf } from '@/domain/sharing/group'
import { counted } from '@/domain/text'

/** What other people lose when an account is deleted, with links to transfer it to them first. */
export function DeletionLosses({ shared, groups }: Pick<AccountDeletion, 'shared' | 'groups'>) {
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
              The bucket <strong>{name}</strong> is deleted. {describeLoss(people, open)}
            </p>
            <Link href={transferPath(id)} prefetch={false}>
              Transfer <span className="sr-only">{name} </span>first
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
                  {others === 0 ? 'Nobody else is in it.' : `${whoLoses(others)} the buckets that were shared with it.`}
                </>
              )}
            </p>
            {!heir && (
              <Link href={leaveGroupPath(id)} prefetch={false}>
                Transfer or dissolve <span className="sr-only">{name} </span>first
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function describeLoss(people: (string | null)[], open: boolean): string {
  if (people.length === 0) return 'Its public link stops working.'
  return `${whoLoses(people.length)} access: ${nameSome(people.map(nameOf))}${open ? ', and the public link stops working' : ''}.`
}

function whoLoses(people: number): string {
  return `${counted(people, 'person', 'people')} ${people === 1 ? 'loses' : 'lose'}`
}
