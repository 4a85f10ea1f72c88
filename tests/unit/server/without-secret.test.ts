import { expect, it } from 'vitest'
import { newId, newPublicKey } from '@/db/ids'
import { withoutSecret } from '@/server/without-secret'

const key = newPublicKey()
const id = newId()

it.each([
  [`/p/${key}`, '/p/…'],
  [`/p/${key}/movies/${id}`, '/p/…'],
  ['/invitations/secret', '/invitations/…'],
  [`/buckets/${key}`, '/buckets/…'],
  [`/buckets/${key}/movies/${id}`, `/buckets/…/movies/${id}`],
  [`/buckets/%${key.charCodeAt(0).toString(16)}${key.slice(1)}`, '/buckets/…'],
  [`/nowhere/${key}/`, '/nowhere/…/'],
  [`/buckets/${id}`, `/buckets/${id}`],
  ['/buckets/%ff', '/buckets/%ff'],
  ['/', '/'],
])('%s is logged as %s', (path, logged) => expect(withoutSecret(path)).toBe(logged))
