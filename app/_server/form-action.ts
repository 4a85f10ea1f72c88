import 'server-only'
import type { FormAction } from '@/domain/form-state'
import type { Result } from '@/domain/result'

type Values = Record<string, string>

/**
 * Makes an action usable as a form's, with and without JavaScript: the form's texts go in as an object by field
 * name; on success `onSuccess` redirects or returns, on failure the form gets the reason and its own values back.
 */
export function formAction<T>(
  run: (input: Values) => Promise<Result<T>>,
  onSuccess: (data: T, values: Values) => void | Promise<void> = () => {},
): FormAction {
  return async (_state, form) => {
    // Whoever calls an action by hand sends anything.
    if (!(form instanceof FormData)) return { ok: false, code: 'invalid', message: 'A form was expected.', values: {} }
    const values = readValues(form)
    const result = await run(values)
    if (!result.ok) return { ...result, values }
    await onSuccess(result.data, values)
    return null
  }
}

// Of a name that comes twice the last value counts; files and React's own fields are no values.
function readValues(form: FormData): Values {
  const values: Values = {}
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$') && name !== '__proto__') values[name] = value
  }
  return values
}
