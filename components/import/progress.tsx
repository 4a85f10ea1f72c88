'use client'

import { Button } from '@/components/ui/button'

type Props = { label: string; done: number; of: number; onCancel?: () => void }

/** The progress of an upload or import, with a way to cancel it. Screen readers hear it in quarters, not every step. */
export function Progress({ label, done, of, onCancel }: Props) {
  const percent = of > 0 ? Math.min(100, Math.floor((done / of) * 100)) : 0
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-semibold wrap-anywhere">{label} …</p>
        <p className="text-muted">{percent} %</p>
      </div>
      <progress aria-label={label} value={percent} max={100} className="h-3 w-full accent-accent" />
      <p role="status" className="sr-only">
        {label}, {Math.floor(percent / 25) * 25} percent
      </p>
      {onCancel && (
        <Button onClick={onCancel} className="self-start">
          Cancel
        </Button>
      )}
    </div>
  )
}
