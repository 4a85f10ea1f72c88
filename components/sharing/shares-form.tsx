'use client'

import { Plus } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select, SelectField, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { useEnhanced } from '@/components/ui/use-enhanced'
import { usePostedForm } from '@/components/ui/use-posted-form'
import { PATHS } from '@/domain/paths'
import { GIVEN_ROLES, type GivenRole, type SharesAction, type Sharing } from '@/domain/sharing/grants'
import { invitesOf } from '@/domain/sharing/grants-form'
import { nameOf } from '@/domain/sharing/group'
import { dayOf } from '@/domain/sharing/invitation-words'
import { DeliveryNotice } from './invitations/delivery-notice'

type Props = { sharing: Sharing; save: SharesAction }

/** People and groups with their roles as one form, saved as one: it works without JavaScript, too. */
export function SharesForm({ sharing, save }: Props) {
  const { state, pending, form } = usePostedForm(save)
  const failure = state && !state.ok ? state : null
  const waiting = sharing.invitations.filter(({ role }) => role !== 'owner')
  const value = (name: string, role: GivenRole | null) => failure?.values[name] ?? role ?? ''
  return (
    <form {...form} className="flex flex-col gap-5">
      {/* React empties a form that was sent: what was typed into a refused one, and what was saved, come back. */}
      <div key={`${sharing.revision} ${failure?.requestId}`} className="flex flex-col gap-5">
        <input type="hidden" name="revision" value={failure?.values.revision ?? sharing.revision} />
        <Part title="People">
          {sharing.people.length + waiting.length > 0 && (
            <ul>
              {sharing.people.map(({ id, name, label, role }) => (
                <Row key={id} name={nameOf(name ?? label)} about={name ? label : null}>
                  <RoleSelect field={`person.${id}`} who={name ?? label} value={value(`person.${id}`, role)} />
                </Row>
              ))}
              {waiting.map(({ id, label, role, expiresAt }) => (
                <Row key={id} name={label} about={`Invited, no answer yet; open until ${dayOf(expiresAt)}`}>
                  <RoleSelect
                    field={`invitation.${id}`}
                    who={label}
                    value={value(`invitation.${id}`, role as GivenRole)}
                    none="Take back"
                  />
                </Row>
              ))}
            </ul>
          )}
          <NewPeople typed={failure ? invitesOf(failure.values) : []} errors={failure?.fields ?? {}} />
        </Part>
        <Part title="Groups">
          {sharing.groups.length === 0 ? (
            <p className="text-muted">
              You are in no group. <Link href={PATHS.groups}>Make one</Link> to share with all of its people at once.
            </p>
          ) : (
            <ul>
              {sharing.groups.map(({ groupId, name, others, role }) => (
                <Row
                  key={groupId}
                  name={name}
                  about={others === 1 ? '1 person besides you' : `${others} people besides you`}
                >
                  <RoleSelect field={`group.${groupId}`} who={name} value={value(`group.${groupId}`, role)} />
                </Row>
              ))}
            </ul>
          )}
        </Part>
      </div>
      {failure && !namesPeople(failure.fields) && (
        <Notice
          tone="danger"
          role="alert"
          actions={failure.code === 'conflict' ? <ReloadLink>Load the page again</ReloadLink> : undefined}
        >
          {failure.message}
        </Notice>
      )}
      {state?.ok && (
        <>
          <Notice tone="success" role="status">
            {state.changed ? 'Saved.' : 'There was nothing to save.'}
          </Notice>
          {state.deliveries.map((delivery) => (
            <DeliveryNotice key={delivery.label} delivery={delivery} />
          ))}
        </>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton variant="primary">{pending ? 'Saving…' : 'Save who can see it'}</SubmitButton>
        <p className="text-sm text-muted">Everything above is saved at once. Who loses access loses it immediately.</p>
      </div>
    </form>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}

function Row({ name, about, children }: { name: string; about: string | null; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t py-2 last:border-b">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-semibold wrap-anywhere">{name}</p>
        {about && <p className="text-sm wrap-anywhere text-muted">{about}</p>}
      </div>
      {children}
    </li>
  )
}

type RoleSelectProps = { field: string; who: string | null; value: string; none?: string }

function RoleSelect({ field, who, value, none = 'No access' }: RoleSelectProps) {
  return (
    <div className="w-36">
      <Select name={field} defaultValue={value} aria-label={`Role of ${nameOf(who)}`}>
        {GIVEN_ROLES.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
        <option value="">{none}</option>
      </Select>
    </div>
  )
}

// Such a refusal stands at the field it is about.
const namesPeople = (fields: Record<string, string> = {}) =>
  Object.keys(fields).some((field) => /^invite\.\d+\.to$/.test(field))

type NewPeopleProps = { typed: { to: string; role: string }[]; errors: Record<string, string> }

function NewPeople({ typed, errors }: NewPeopleProps) {
  const [count, setCount] = useState(Math.max(1, typed.length))
  const enhanced = useEnhanced()
  const firstBad = Object.keys(errors).find((field) => field.startsWith('invite.'))
  return (
    <div className="flex flex-col items-start gap-3">
      {Array.from({ length: count }, (_, at) => {
        const [to, role] = [`invite.${at}.to`, `invite.${at}.role`]
        return (
          <div key={to} className="flex w-full flex-wrap items-start gap-x-3 gap-y-2">
            <TextField
              label={at === 0 ? 'Invite by email or GitHub name' : 'One more email or GitHub name'}
              name={to}
              maxLength={300}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={typed[at]?.to}
              error={errors[to]}
              autoFocus={to === firstBad || (at > 0 && at === count - 1 && count > typed.length)}
              hint={at === 0 ? 'The exact one: there is no list of people to look in.' : undefined}
              className="min-w-56 flex-1"
            />
            <SelectField label="Role" name={role} defaultValue={typed[at]?.role} className="w-36">
              {GIVEN_ROLES.map((given) => (
                <option key={given} value={given}>
                  {given}
                </option>
              ))}
            </SelectField>
          </div>
        )
      })}
      {enhanced && count < 20 && (
        <Button size="small" onClick={() => setCount(count + 1)}>
          <Plus aria-hidden />
          Another person
        </Button>
      )}
    </div>
  )
}

function ReloadLink({ children }: { children: ReactNode }) {
  // A whole load: what this form holds is of a set that is no more.
  return <a href="?">{children}</a>
}
