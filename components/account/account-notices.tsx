import Link from 'next/link'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { AccountNotice } from '@/domain/account/notice'
import type { FormAction } from '@/domain/forms'
import { PATHS } from '@/domain/paths'
import { formatDay } from '@/domain/text'
import { ActionForm } from './action-form'

type Props = { notices: AccountNotice[]; dismiss: FormAction }

/** Tells the reader of each new connected account and token, newest first. Works without JavaScript. */
export function AccountNotices({ notices, dismiss }: Props) {
  const [newest] = notices
  if (!newest) return null
  return (
    <aside aria-label="News of your account" data-print="hide" className="mx-auto max-w-6xl px-4 py-3">
      <Notice
        actions={
          <ActionForm action={dismiss}>
            <input type="hidden" name="until" value={newest.createdAt} />
            <SubmitButton size="small">It was me</SubmitButton>
          </ActionForm>
        }
      >
        <ul>
          {notices.map(({ id, kind, what, label, createdAt }) => (
            <li key={id} className="wrap-anywhere">
              {kind === 'account'
                ? `${what}${label ? ` (${label})` : ''} was connected to your account on ${formatDay(createdAt)}.`
                : `The token “${what}” was made on ${formatDay(createdAt)}.`}
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
      </Notice>
    </aside>
  )
}
