import { SubmitButton } from '@/components/ui/submit-button'
import type { TokenScope } from '@/domain/account/token'
import type { FormAction } from '@/domain/forms'
import { ActionForm } from './action-form'
import { SettingsRow } from './settings-section'

/** A token with its days written out; `over` is one whose time is up. */
export type TokenLine = {
  id: string
  name: string
  scope: TokenScope
  made: string
  lastUsed: string | null
  ends: string
  over: boolean
}

/** Somebody's tokens for the API, each with the button that revokes it. */
export function TokenList({ tokens, revoke }: { tokens: TokenLine[]; revoke: FormAction }) {
  if (tokens.length === 0) return null
  return (
    <ul>
      {tokens.map(({ id, name, scope, made, lastUsed, ends, over }) => (
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
            {over && <span className="rounded-sm bg-danger-soft px-2 py-0.5 text-xs text-danger">Over</span>}
          </p>
          <p className="text-sm text-muted">
            Made {made}, {lastUsed ? `last used ${lastUsed}` : 'never used'}, {over ? 'ended' : 'ends'} {ends}
          </p>
        </SettingsRow>
      ))}
    </ul>
  )
}
