import 'server-only'
import type { FormAction } from '@/domain/forms'
import type { Result } from '@/domain/result'

type Values = Record<string, string>

/**
 * Makes an action usable as a form's, with and without JavaScript: on success `onSuccess` redirects or returns, on
 * failure the form gets the reason and its own values back.
 */
export function formAction<T>(
  run: (input: Values) => Promise<Result<T>>,
  onSuccess: (data: T, values: Values) => void | Promise<void> = () => {},
): FormAction {
  return async (_state, form) => {
    const result = await submit(run, form)
    if (!result.ok) return result
    await onSuccess(result.data, result.values)
    return null
  }
}

/** Runs an action on the texts of a form, by field name, and gives them back with the result. */
export async function submit<T>(
  run: (input: Values) => Promise<Result<T>>,
  form: FormData,
): Promise<Result<T> & { values: Values }> {
  // A caller without our form may send anything.
  if (!(form instanceof FormData)) return { ok: false, code: 'invalid', message: 'A form was expected.', values: {} }
  const values = readValues(form)
  return { ...(await run(values)), values }
}

// The last value of a repeated name counts; files and React's own fields are left out.
function readValues(form: FormData): Values {
  const values: Values = {}
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$') && name !== '__proto__') values[name] = value
  }
  return values
}
