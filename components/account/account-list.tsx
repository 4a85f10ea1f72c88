import { SubmitButton } from '@/components/ui/submit-button'
import type { ProviderId } from '@/domain/account/providers'
import type { FormAction } from '@/domain/forms'
import { ActionForm } from './action-form'
import { ProviderMark } from './provider-mark'
import { SettingsRow } from './settings-section'

/** A provider with, if it is connected, the day since when (ISO 8601). */
export type AccountLine = {
  id: ProviderId
  name: string
  connectedAt?: string
  canConnect: boolean
  canDisconnect: boolean
}

type Props = { accounts: AccountLine[]; connectAction: FormAction; disconnectAction: FormAction }

/** The ways somebody signs in, and those they could add. */
export function AccountList({ accounts, connectAction, disconnectAction }: Props) {
  return (
    <ul>
      {accounts.map(({ id, name, connectedAt, canConnect, canDisconnect }) => (
        <SettingsRow
          key={id}
          actions={
            <>
              {canConnect && <ProviderButton action={connectAction} id={id} label="Connect" name={name} />}
              {canDisconnect && <ProviderButton action={disconnectAction} id={id} label="Disconnect" name={name} />}
            </>
          }
        >
          <p className="flex items-center gap-2 font-semibold">
            <ProviderMark id={id} />
            {name}
          </p>
          <p className="text-sm text-muted">{connectedAt ? `Connected since ${connectedAt}` : 'Not connected'}</p>
        </SettingsRow>
      ))}
    </ul>
  )
}

type ButtonProps = { action: FormAction; id: ProviderId; label: string; name: string }

function ProviderButton({ action, id, label, name }: ButtonProps) {
  return (
    <ActionForm action={action}>
      <input type="hidden" name="provider" value={id} />
      <SubmitButton size="small" aria-label={`${label} ${name}`}>
        {label}
      </SubmitButton>
    </ActionForm>
  )
}
