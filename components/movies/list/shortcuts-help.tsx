'use client'

import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'

const KEYS: [string[], string][] = [
  [['/'], 'Search'],
  [['n'], 'Add a movie'],
  [['j', 'k'], 'Next row, previous row'],
  [['e'], 'Edit the row'],
  [['x'], 'Select the row'],
  [['1', '…', '5'], 'Rate the row'],
  [['Delete'], 'Delete the row'],
  [['Ctrl/⌘', 'Z'], 'Undo'],
  [['v'], 'Table or shelf'],
  [['?'], 'This help'],
]

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open dismissible size="small" title="Keys" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {KEYS.map(([keys, does]) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-sm text-muted">Single keys can be switched off in Settings.</p>
    </Dialog>
  )
}
