import { SubmitButton } from '@/components/ui/submit-button'
import type { ProviderId } from '@/domain/account/providers'
import type { FormAction } from '@/domain/forms'
import { formatDay } from '@/domain/text'
import { ActionForm } from './action-form'
import { ProviderMark } from './provider-mark'
import { SettingsRow } from './settings-section'

/** A provider that a person can sign in with; `label` is the account's login or address, `connectedAt` ISO 8601 in UTC. */
export type SignInWay = {
  id: ProviderId
  name: string
  label?: string
  connectedAt?: string
  /** Whether another server answers for the provider since, so that this account signs nobody in. */
  moved?: boolean
  canConnect: boolean
  canDisconnect: boolean
}

type Props = { ways: SignInWay[]; connectAction: FormAction; disconnectAction: FormAction }

/** The ways in which a person signs in, and those they can add. */
export function AccountList({ ways, connectAction, disconnectAction }: Props) {
  return (
    <ul>
      {ways.map(({ id, name, label, connectedAt, moved, canConnect, canDisconnect }) => (
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
          {label && <p className="text-sm wrap-anywhere">{label}</p>}
          <p className="text-sm text-muted">
            {connectedAt ? `Connected since ${formatDay(connectedAt)}` : 'Not connected'}
            {moved && `. ${name} has moved since: connect it again to sign in with it`}
          </p>
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
