import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { useEnhanced } from '@/components/ui/use-enhanced'
import { MOST_INVITED } from '@/domain/sharing/grants'
import { GIVEN_ROLES } from '@/domain/sharing/roles'

type Props = { typed: { to: string; role: string }[]; errors: Record<string, string> }

/** Rows for people to invite, one at first; a button adds more. */
export function NewPeople({ typed, errors }: Props) {
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
              hint={
                at === 0
                  ? 'Enter the full address; moviebucket has no directory. They see the address you sign in with.'
                  : undefined
              }
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
      {enhanced && count < MOST_INVITED && (
        <Button size="small" onClick={() => setCount(count + 1)}>
          <Icon name="lucide--plus" />
          Another person
        </Button>
      )}
    </div>
  )
}
