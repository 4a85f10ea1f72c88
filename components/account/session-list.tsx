import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { ActionForm } from './action-form'
import { SettingsRow } from './settings-section'

/** A session with its day written out; `here` is the one that is looking. */
export type SessionLine = { id: string; device: string; since: string; here: boolean }

type Props = {
  sessions: SessionLine[]
  signOutSession: FormAction
  signOutOthers: FormAction
  signOutEverywhere: FormAction
}

/** Where somebody is signed in. */
export function SessionList({ sessions, signOutSession, signOutOthers, signOutEverywhere }: Props) {
  return (
    <>
      <ul>
        {sessions.map(({ id, device, since, here }) => (
          <SettingsRow
            key={id}
            actions={
              <ActionForm action={signOutSession}>
                <input type="hidden" name="id" value={id} />
                <SubmitButton size="small" aria-label={`Sign out: ${here ? 'this browser' : device}`}>
                  Sign out
                </SubmitButton>
              </ActionForm>
            }
          >
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
              {device}
              {here && <span className="rounded-sm bg-accent-soft px-2 py-0.5 text-xs text-accent">This browser</span>}
            </p>
            <p className="text-sm text-muted">Since {since}</p>
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
