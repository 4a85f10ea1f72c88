import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { newId, newPublicKey } from '@/db/ids'
import { withoutSecret, withoutSecrets } from '@/server/without-secret'

const key = newPublicKey()
const id = newId()
const token = randomBytes(32).toString('base64url')

it.each([
  [`/p/${key}`, '/p/…'],
  [`/p/${key}/movies/${id}`, '/p/…'],
  ['/invitations/secret', '/invitations/…'],
  [`/buckets/${key}`, '/buckets/…'],
  [`/buckets/${key}/movies/${id}`, `/buckets/…/movies/${id}`],
  [`/buckets/%${key.charCodeAt(0).toString(16)}${key.slice(1)}`, '/buckets/…'],
  [`/buckets/%1b%5b2J${key}x`, '/buckets/…'],
  [`/nowhere/${key}/`, '/nowhere/…/'],
  [`/buckets/${id}`, `/buckets/${id}`],
  ['/buckets/%ff', '/buckets/%ff'],
  ['/', '/'],
])('%s is logged as %s', (path, logged) => expect(withoutSecret(path)).toBe(logged))

it.each([
  [`failed: /nowhere/${key}.rsc`, 'failed: /nowhere/….rsc'],
  [`{"url":"/p/${key}?x"}`, '{"url":"/p/…?x"}'],
  [`/_next/image?url=%2Fp%2F${key}%0aforged`, '/_next/image?url=…'],
  [`/%${key.charCodeAt(0).toString(16)}${key.slice(1)}`, '/…'],
  [`Bearer mb_${token}`, 'Bearer …'],
  [`moviebucket.session=${token};`, 'moviebucket.session=…;'],
  [`/buckets/${id}`, `/buckets/${id}`],
  ['f3c9a1d05e7b4c2f8a6d9e0b1c2d3e4f', 'f3c9a1d05e7b4c2f8a6d9e0b1c2d3e4f'],
  ['a\r\nb', 'a\\u000d\\u000ab'],
  ['\u001b[2J\u009b\u202e\u2028\u{e0001}', '\\u001b[2J\\u009b\\u202e\\u2028\\udb40\\udc01'],
  ['Amélie 🎬', 'Amélie 🎬'],
])('%j is logged as %j', (text, logged) => expect(withoutSecrets(text)).toBe(logged))
