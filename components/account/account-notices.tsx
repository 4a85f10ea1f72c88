import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { SubmitButton } from '@/components/ui/submit-button'
import type { AccountNotice } from '@/domain/account/notice'
import type { FormAction } from '@/domain/forms'
import { PATHS } from '@/domain/paths'
import { formatDay } from '@/domain/text'
import { ActionForm } from './action-form'

type Props = { notices: AccountNotice[]; dismiss: FormAction }

/**
 * Tells the reader of each new connected account and token, newest first: one line, which opens to the rest. Works
 * without JavaScript.
 */
export function AccountNotices({ notices, dismiss }: Props) {
  const [newest, ...others] = notices
  if (!newest) return null
  return (
    <aside
      aria-label="News of your account"
      data-print="hide"
      className="mx-auto flex max-w-6xl items-start gap-2 border-b bg-accent-soft px-4 py-0.5"
    >
      <details className="group min-w-0 flex-1">
        <summary className="flex min-h-11 list-none items-center gap-2 sm:min-h-9">
          <Icon name="lucide--info" className="size-4.5 text-accent" />
          <span className="truncate group-open:whitespace-normal">{describeNotice(newest)}</span>
          {others.length > 0 && <span className="shrink-0 text-muted group-open:hidden">+ {others.length}</span>}
          <Icon name="lucide--chevron-down" className="ml-auto size-4 group-open:rotate-180" />
        </summary>
        <div className="pb-2 pl-6.5">
          <ul>
            {others.map((notice) => (
              <li key={notice.id} className="wrap-anywhere">
                {describeNotice(notice)}
              </li>
            ))}
          </ul>
          <p>
            If it was not you, disconnect or revoke it in{' '}
            <Link href={PATHS.settings} prefetch={false}>
              Settings
            </Link>{' '}
            and sign out everywhere, tokens included.
          </p>
        </div>
      </details>
      <ActionForm action={dismiss}>
        <input type="hidden" name="until" value={newest.createdAt} />
        <SubmitButton size="small">It was me</SubmitButton>
      </ActionForm>
    </aside>
  )
}

function describeNotice({ kind, what, label, createdAt }: AccountNotice): string {
  return kind === 'account'
    ? `${what}${label ? ` (${label})` : ''} was connected to your account on ${formatDay(createdAt)}.`
    : `The token “${what}” was made on ${formatDay(createdAt)}.`
}
