'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Operator } from '@/domain/account/operator'

// A context: the page of an error that escaped is drawn in the browser, and reads no settings.
const Known = createContext<Operator | undefined>(undefined)

/** Lets every screen below it name who runs this deployment. */
export function OperatorProvider({ operator, children }: { operator: Operator | undefined; children: ReactNode }) {
  return <Known value={operator}>{children}</Known>
}

/** Says who runs this moviebucket; nothing where that is not set. */
export function OperatorNote() {
  const operator = useContext(Known)
  if (!operator) return null
  const { name, href } = operator
  return (
    <p className="text-sm text-muted wrap-anywhere">
      This moviebucket is run by {href ? <a href={href}>{name}</a> : name}; ask them.
    </p>
  )
}
