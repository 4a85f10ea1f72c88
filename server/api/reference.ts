import 'server-only'
import type * as z from 'zod'
import { refusalsOf } from './refusals'
import { ROUTES } from './router'
import { apiSchemas, describeSchemas } from './schema'

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

/** Every route of the API for reading, in plain values. */
export function listRoutes() {
  return ROUTES.map((route) => ({
    name: route.name,
    method: route.method,
    path: route.path,
    about: route.about,
    scope: route.scope,
    parameters: Object.keys(route.query?.shape ?? {}),
    body: nameOf(route.body),
    rows: nameOf(route.upload),
    statuses: route.statuses,
    answer: route.answer === 'document' ? route.answer : nameOf(route.answer),
    csv: route.csv === true,
    refusals: refusalsOf(route),
  }))
}

function nameOf(schema: z.ZodType | null | undefined): string | null {
  return (schema && apiSchemas.get(schema)?.id) ?? null
}

/** Every body and answer of the API, by name. */
export function listShapes(): Shape[] {
  const shapes = Object.entries(describeSchemas((id) => id) as Record<string, Node>)
  return shapes.map(([id, schema]) => ({ id, fields: fieldsOf(schema) })).sort((a, b) => (a.id < b.id ? -1 : 1))
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
