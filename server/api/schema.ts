import 'server-only'
import * as z from 'zod'

/** The names under which OpenAPI lists the schemas of bodies and answers. */
export const apiSchemas = z.registry<{ id: string }>()

/** Lists a schema under a name. */
export function named<T extends z.ZodType>(id: string, schema: T): T {
  apiSchemas.add(schema, { id })
  return schema
}

/** Every named schema as JSON Schema, by name; `addressOf` a name is what others refer to it by. */
export function describeSchemas(addressOf: (id: string) => string): Record<string, z.core.JSONSchema.BaseSchema> {
  const { schemas } = z.toJSONSchema(apiSchemas, { io: 'input', uri: addressOf })
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]))
}

/** A moment in an answer. */
export const time = z.iso.datetime().describe('ISO 8601, UTC')

/** Of a field that visitors of a public page do not get. */
export const FOR_ROLES = 'For those with a role in the bucket'
