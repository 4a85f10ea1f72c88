import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/field'
import type { GrantSet } from '@/domain/sharing/grants'
import { nameOf } from '@/domain/sharing/group'
import type { ReachedPerson } from '@/domain/sharing/reach'

type Props = { action: string; current?: string; reach: ReachedPerson[]; groups: GrantSet['groups'] }

/** Chooses the perspective from which an owner looks at their bucket. A GET form: each one has an address of its own. */
export function PerspectiveForm({ action, current, reach, groups }: Props) {
  const people = reach.filter(({ role }) => role !== 'owner')
  const granted = groups.filter(({ role }) => role !== null)
  return (
    <form action={action} className="flex flex-wrap items-end gap-3">
      <SelectField label="View as" name="as" defaultValue={current} className="min-w-56">
        <option value="everyone">Everyone</option>
        {people.length > 0 && (
          <optgroup label="People">
            {people.map(({ userId, name, label }) => (
              <option key={userId} value={`person:${userId}`}>
                {nameOf(name ?? label)}
              </option>
            ))}
          </optgroup>
        )}
        {granted.length > 0 && (
          <optgroup label="Anyone in">
            {granted.map(({ groupId, name }) => (
              <option key={groupId} value={`group:${groupId}`}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </SelectField>
      <Button type="submit">Look</Button>
    </form>
  )
}
