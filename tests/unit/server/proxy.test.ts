import { unstable_doesMiddlewareMatch as passesProxy } from 'next/experimental/testing/server'
import { describe, expect, it } from 'vitest'
import { config } from '@/proxy'

const passes = (path: string) => passesProxy({ config, url: `http://localhost:3000${path}` })

describe('the proxy, which gives answers their security headers', () => {
  it.each([
    '/',
    '/icon.svgx',
    '/iconxsvg',
    '/icon.svg/a',
    '/favicon.ico',
    '/favicon.ico/a',
    '/faviconxico',
    '/api/healthx',
    '/api/health/livex',
    '/api/health/live/a',
    '/_next/staticx',
    '/api/v1/docs',
    '/api/v10',
    '/buckets/1/import/uploads',
    '/buckets/1/2/import/upload',
  ])('sees %s', (path) => expect(passes(path)).toBe(true))

  it.each([
    '/icon.svg',
    '/icon.svg?icon.1',
    '/api/health/live',
    '/api/health/ready',
    '/api/v1',
    '/api/v1/me',
    '/api/v1/docsx',
    '/_next/static/chunks/a.js',
    '/buckets/1/import/upload',
    '/buckets/1/import/upload?name=a.csv',
  ])('leaves %s alone', (path) => expect(passes(path)).toBe(false))
})
