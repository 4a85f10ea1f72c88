import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { type ImportPath, withQuery } from '@/domain/paths'
import { counted } from '@/domain/text'

type Props = { rows?: number; conflicts: number; path: ImportPath }

/** What another file did to the rows that wait here. */
export function CompletedNotice({ rows, conflicts, path }: Props) {
  if (rows === undefined) return null
  return (
    <Notice
      tone={rows > 0 ? 'success' : 'info'}
      role="status"
      title={rows > 0 ? `Completed ${counted(rows, 'row')} from the other file` : 'The other file completed no row'}
      actions={
        conflicts > 0 && (
          <ButtonLink href={withQuery(path, { tab: 'offers' })} prefetch={false}>
            See what differs
          </ButtonLink>
        )
      }
    >
      {conflicts > 0 &&
        `It has other values for ${counted(conflicts, 'row')}, which ${conflicts === 1 ? 'keeps its' : 'keep their'} own.`}
    </Notice>
  )
}
