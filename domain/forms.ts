import type { Failure } from './result'

/** What a form's action left behind: nothing, or why it failed with the values as they were typed. */
export type FormState = null | (Failure & { values: Record<string, string> })

/** What goes into `useActionState`; such a form also works without JavaScript. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>
