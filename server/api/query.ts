import 'server-only'
import type * as z from 'zod'
import { fieldProblems, misfit, Problem } from '@/domain/api/problem'

/**
 * A URL's parameters as a route takes them.
 * @throws {Problem} 400 for one that is unknown or comes twice, 422 for a value that does not fit
 */
export function readQuery(given: URLSearchParams, schema: z.ZodObject | undefined): unknown {
  const known = Object.keys(schema?.shape ?? {})
  const values: Record<string, string> = {}
  for (const [name, value] of given) {
    const shown = JSON.stringify(name.slice(0, 60).toWellFormed())
    if (!known.includes(name)) {
      const choice = known.length > 0 ? `; there are ${known.join(', ')}` : ''
      throw new Problem(400, 'unknown_parameter', `There is no parameter ${shown} here${choice}.`)
    }
    if (name in values) throw new Problem(400, 'repeated_parameter', `The parameter ${shown} came more than once.`)
    values[name] = value
  }
  if (!schema) return {}
  const parsed = schema.safeParse(values, { reportInput: true })
  if (!parsed.success) throw misfit(fieldProblems(parsed.error.issues))
  return parsed.data
}
