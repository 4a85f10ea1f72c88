import { type Usage, usageWords } from '@/domain/account/quota'
import { SettingsRow } from './settings-section'

/** How much of each quota a person uses, and which limit is near. */
export function UsageList({ usage }: { usage: Usage[] }) {
  return (
    <ul>
      {usage.map((one) => {
        const { title, amount, near } = usageWords(one)
        return (
          <SettingsRow key={one.name} actions={<span className="tabular-nums">{amount}</span>}>
            {title}
            {near && <p className="text-sm font-semibold text-danger">{near}</p>}
          </SettingsRow>
        )
      })}
    </ul>
  )
}
