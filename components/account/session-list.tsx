import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { formatDay, formatNumber } from '@/domain/text'
import { ActionForm } from './action-form'
import { SettingsRow } from './settings-section'

/** Times are ISO 8601 in UTC. */
type Session = { id: string; device: string | null; createdAt: string }

type Props = {
  sessions: Session[]
  /** The session of this browser, by its id. */
  currentId: string
  /** How many tokens of the API the person has. */
  tokens: number
  signOutSession: FormAction
  signOutOthers: FormAction
  signOutEverywhere: FormAction
}

/** The browsers in which a person is signed in, this one first. */
export function SessionList({ sessions, currentId, tokens, signOutSession, signOutOthers, signOutEverywhere }: Props) {
  const isCurrent = ({ id }: Session) => id === currentId
  const sorted = [...sessions].sort((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)))
  return (
    <>
      <ul>
        {sorted.map((session) => (
          <SettingsRow
            key={session.id}
            actions={
              <ActionForm action={signOutSession}>
                <input type="hidden" name="id" value={session.id} />
                <SubmitButton
                  size="small"
                  aria-label={`Sign out: ${isCurrent(session) ? 'this browser' : nameOf(session)}`}
                >
                  Sign out
                </SubmitButton>
              </ActionForm>
            }
          >
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
              {nameOf(session)}
              {isCurrent(session) && (
                <span className="rounded-sm bg-accent-soft px-2 py-0.5 text-xs text-accent">This browser</span>
              )}
            </p>
            <p className="text-sm text-muted">Since {formatDay(session.createdAt)}</p>
          </SettingsRow>
        ))}
      </ul>
      <div className="flex flex-wrap gap-x-6 gap-y-2 border-t pt-4">
        {sessions.length > 1 && (
          <ActionForm action={signOutOthers} className="flex flex-wrap items-center gap-x-3">
            <SubmitButton>Sign out everywhere else</SubmitButton>
            <TokensToo count={tokens} />
          </ActionForm>
        )}
        <ActionForm action={signOutEverywhere} className="flex flex-wrap items-center gap-x-3">
          <SubmitButton>Sign out everywhere</SubmitButton>
          <TokensToo count={tokens} />
        </ActionForm>
      </div>
    </>
  )
}

function TokensToo({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <label className="flex min-h-11 items-center gap-2 sm:min-h-9">
      <input type="checkbox" name="tokens" className="size-4.5 accent-primary" />
      and revoke {count === 1 ? 'my token' : `my ${formatNumber(count)} tokens`}
    </label>
  )
}

function nameOf({ device }: Session): string {
  return device ?? 'An unknown browser'
}
