/** What the doctor found in one place: all well, worth a look, or in the way of a working deployment. */
export type Finding = {
  check: 'settings' | 'database' | 'schema' | 'access' | 'clock' | 'connections' | 'address' | 'sign-in' | 'machine'
  state: 'ok' | 'warning' | 'failure'
  /** What is so. Never a secret: of a password, at most its length. */
  text: string
  /** What mends it, in one line where one is enough. */
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
