import { Kbd } from '@/components/ui/kbd'
import { AddLink } from './add-link'

/** Opens the form for a new movie. */
export function AddButton({ shortcuts }: { shortcuts: boolean }) {
  return (
    <AddLink>
      Add movie
      {shortcuts && (
        <span className="max-sm:hidden" aria-hidden>
          <Kbd>N</Kbd>
        </span>
      )}
    </AddLink>
  )
}
