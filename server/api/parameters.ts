import 'server-only'
import * as z from 'zod'

/** A whole number in a parameter of the API, within its limits; `name` is for the messages. */
export function wholeNumber(name: string, min: number, max: number) {
  return z.preprocess(
    (text) => (typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : text),
    z
      .int({ error: ({ input }) => `${name}: ${JSON.stringify(input)} is not a whole number`, abort: true })
      .min(min, { error: ({ input }) => `${name}: ${input} is below the limit of ${min}` })
      .max(max, { error: ({ input }) => `${name}: ${input} is above the limit of ${max}` }),
  )
}

/** A parameter of the API that has but one value, and is left out else. */
export function onlyValue<Value extends string>(name: string, value: Value) {
  return z.literal(value, { error: ({ input }) => `${name}: ${JSON.stringify(input)} is not ${value}` }).optional()
}
