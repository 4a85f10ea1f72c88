/** What the doctor found in one place: all well, worth a look, or in the way of a working deployment. */
export type Finding = {
  check:
    | 'settings'
    | 'database'
    | 'schema'
    | 'access'
    | 'secret'
    | 'clock'
    | 'connections'
    | 'pooler'
    | 'backup'
    | 'address'
    | 'sign-in'
    | 'machine'
  state: 'ok' | 'warning' | 'failure'
  /** The cause, in words. It never holds a secret. */
  text: string
  /** How to mend it, in one line where that is enough. */
  remedy?: string
}

export const ok = (check: Finding['check'], text: string): Finding => ({ check, state: 'ok', text })
export const warning = (check: Finding['check'], text: string, remedy: string): Finding => ({
  check,
  state: 'warning',
  text,
  remedy,
})
export const failure = (check: Finding['check'], text: string, remedy?: string): Finding => ({
  check,
  state: 'failure',
  text,
  remedy,
})
