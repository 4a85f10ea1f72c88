import { SubmitButton } from '@/components/ui/submit-button'
import type { ApiToken } from '@/domain/account/token'
import type { FormAction } from '@/domain/forms'
import { formatDay } from '@/domain/text'
import { ActionForm } from './action-form'
import { SettingsRow } from './settings-section'

type Props = {
  tokens: ApiToken[]
  /** In ms. */
  now: number
  revoke: FormAction
}

/** A person's tokens for the API, each with the button that revokes it. */
export function TokenList({ tokens, now, revoke }: Props) {
  if (tokens.length === 0) return null
  return (
    <ul>
      {tokens.map(({ id, name, scope, createdAt, lastUsedAt, expiresAt }) => (
        <SettingsRow
          key={id}
          actions={
            <ActionForm action={revoke}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton size="small" aria-label={`Revoke ${name}`}>
                Revoke
              </SubmitButton>
            </ActionForm>
          }
        >
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold wrap-anywhere">
            {name}
            <span className="rounded-sm bg-accent-soft px-2 py-0.5 text-xs text-accent">
              {scope === 'write' ? 'reads and writes' : 'reads'}
            </span>
            {isExpired(expiresAt, now) && (
              <span className="rounded-sm bg-danger-soft px-2 py-0.5 text-xs text-danger">Expired</span>
            )}
          </p>
          <p className="text-sm text-muted">
            Made {formatDay(createdAt)}, {lastUsedAt ? `last used ${formatDay(lastUsedAt)}` : 'never used'},{' '}
            {isExpired(expiresAt, now) ? 'expired' : 'expires'} {formatDay(expiresAt)}
          </p>
        </SettingsRow>
      ))}
    </ul>
  )
}

function isExpired(expiresAt: string, now: number): boolean {
  return Date.parse(expiresAt) <= now
}
