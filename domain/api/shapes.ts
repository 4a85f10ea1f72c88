import * as z from 'zod'
import { apiSchemas } from './schemas'

/** A body or an answer of the API for reading: its fields, with type and limits in words. */
export type Shape = { id: string; fields: ShapeField[] }
export type ShapeField = { name: string; type: string; required: boolean; about?: string }

type Node = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  anyOf?: Node[]
  items?: Node
  properties?: Record<string, Node>
  required?: string[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  format?: string
  description?: string
}

/** The name under which a schema is listed; undefined for one that is not. */
export function shapeId(schema: z.ZodType): string | undefined {
  return apiSchemas.get(schema)?.id
}

/** Every body and answer of the API. */
export function listShapes(): Shape[] {
  const { schemas } = z.toJSONSchema(apiSchemas, { io: 'input', uri: (id) => id })
  return Object.entries(schemas as Record<string, Node>).map(([id, schema]) => ({ id, fields: fieldsOf(schema) }))
}

function fieldsOf({ properties = {}, required = [] }: Node): ShapeField[] {
  return Object.entries(properties).map(([name, node]) => ({
    name,
    type: describeType(node),
    required: required.includes(name),
    about: node.description,
  }))
}

function describeType(node: Node): string {
  if (node.$ref) return node.$ref
  if (Array.isArray(node.type)) return node.type.map((type) => describeType({ ...node, type })).join(' or ')
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (node.anyOf) return node.anyOf.map(describeType).join(' or ')
  if (node.type === 'array') return `list of ${describeType(node.items ?? {})}`
  if (node.type === 'object') {
    const fields = fieldsOf(node).map(({ name, type }) => `${name}: ${type}`)
    return `{ ${fields.join(', ')} }`
  }
  if (node.type === 'integer') return `whole number${limits(node.minimum, node.maximum)}`
  if (node.format === 'date-time') return 'time'
  if (node.format === 'uuid') return 'uuid'
  if (node.type === 'string')
    return node.maxLength === undefined ? 'text' : `text, ${node.minLength} to ${node.maxLength} characters`
  return node.type ?? 'anything'
}

function limits(min: number | undefined, max: number | undefined): string {
  const given = (limit: number | undefined) => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER
  if (given(min) && given(max)) return `, ${min} to ${max}`
  return given(min) ? `, ${min} or more` : ''
}
