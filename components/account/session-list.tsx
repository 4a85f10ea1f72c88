import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { formatDay } from '@/domain/text'
import { ActionForm } from './action-form'
import { SettingsRow } from './settings-section'

/** Times are ISO 8601 in UTC. */
type Session = { id: string; device: string | null; createdAt: string }

type Props = {
  sessions: Session[]
  /** The session of this browser, by its id. */
  currentId: string
  signOutSession: FormAction
  signOutOthers: FormAction
  signOutEverywhere: FormAction
}

/** The browsers in which a person is signed in, this one first. */
export function SessionList({ sessions, currentId, signOutSession, signOutOthers, signOutEverywhere }: Props) {
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
      <div className="flex flex-wrap gap-2 border-t pt-4">
        {sessions.length > 1 && (
          <ActionForm action={signOutOthers}>
            <SubmitButton>Sign out everywhere else</SubmitButton>
          </ActionForm>
        )}
        <ActionForm action={signOutEverywhere}>
          <SubmitButton>Sign out everywhere</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}

function nameOf({ device }: Session): string {
  return device ?? 'An unknown browser'
}
