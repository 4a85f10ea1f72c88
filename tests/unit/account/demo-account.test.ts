import { describe, expect, it } from 'vitest'
import { isDemoPossible, isFromThisComputer, PEER_HEADER } from '@/domain/account/demo-account'

type Headers = Record<string, string | null>

const LOCAL: Record<string, string> = {
  host: 'localhost:3000',
  'x-forwarded-host': 'localhost:3000',
  'x-forwarded-for': '::1',
  [PEER_HEADER]: '::1',
}

const OWN_COPY = { embedded: true, providers: 0, publicUrl: 'http://localhost:3000' }

function isLocal(headers: Headers): boolean {
  const all: Headers = { ...LOCAL, ...headers }
  return isFromThisComputer((name) => all[name] ?? null)
}

describe('the demo account', () => {
  it.each<Headers>([
    {},
    { 'x-forwarded-host': null, 'x-forwarded-for': null },
    { host: '127.0.0.1:3000' },
    { host: '[::1]:3000' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': '::ffff:127.0.0.1' },
    { 'x-forwarded-for': '127.0.0.1, ::1' },
    { [PEER_HEADER]: '127.0.0.1' },
    { [PEER_HEADER]: '::ffff:127.0.0.1' },
  ])('may open for a request on this computer: %j', (headers) => expect(isLocal(headers)).toBe(true))

  it('exists on a copy that a person runs for themselves', () => expect(isDemoPossible(OWN_COPY)).toBe(true))

  it.each([
    { embedded: false },
    { providers: 1 },
    { publicUrl: 'https://movies.example.org' },
    { publicUrl: 'http://10.0.0.5:3000' },
  ])('does not exist on a server with %j', (change) => expect(isDemoPossible({ ...OWN_COPY, ...change })).toBe(false))

  it.each<Headers>([
    { host: null },
    { host: '' },
    { host: 'movies.example.org' },
    { host: '10.0.0.5:3000' },
    { host: 'localhost.evil.example' },
    { host: '127.0.0.1.evil.example' },
    { host: 'localhost:3000@evil.example' },
    { 'x-forwarded-host': 'movies.example.org' },
    { 'x-forwarded-host': 'localhost, movies.example.org' },
    { 'x-forwarded-for': '203.0.113.5' },
    { 'x-forwarded-for': '203.0.113.5, 127.0.0.1' },
    { 'x-forwarded-for': '::ffff:203.0.113.5' },
    { 'x-forwarded-for': 'unknown' },
    { forwarded: 'for=127.0.0.1' },
    { via: '1.1 proxy' },
    { 'x-real-ip': '127.0.0.1' },
    { [PEER_HEADER]: '203.0.113.5' },
    { [PEER_HEADER]: '::ffff:203.0.113.5', 'x-forwarded-for': '127.0.0.1' },
    { [PEER_HEADER]: '' },
    { [PEER_HEADER]: null },
  ])('stays shut for a request with %j', (headers) => expect(isLocal(headers)).toBe(false))
})
