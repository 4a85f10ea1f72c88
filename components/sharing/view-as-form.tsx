import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/field'
import type { Reached, Sharing } from '@/domain/sharing/grants'
import { nameOf } from '@/domain/sharing/group'

type Props = { action: string; current?: string; reached: Reached[]; groups: Sharing['groups'] }

/** Chooses in whose eyes to look at a bucket. A GET form: each view has an address of its own. */
export function ViewAsForm({ action, current, reached, groups }: Props) {
  const people = reached.filter(({ role }) => role !== 'owner')
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
