import { describe, expect, it } from 'vitest'
import { EnvironmentError, parseEnvironment } from '@/domain/environment'
import { corsHeaders } from '@/server/api/headers'

const base = { DATABASE_URL: 'postgres://localhost/a', AUTH_SECRET: 'x'.repeat(32) }

describe('scripts of other origins', () => {
  it('get nothing unless their origin is named, and never a cookie', () => {
    expect(corsHeaders('https://app.example.org', [])).toEqual({})
    expect(corsHeaders(null, ['*'])).toEqual({})
    expect(corsHeaders('https://app.example.org.evil.example', ['https://app.example.org'])).toEqual({})
    const headers = corsHeaders('https://app.example.org', ['https://other.example', 'https://app.example.org'])
    expect(headers['access-control-allow-origin']).toBe('https://app.example.org')
    expect(headers['access-control-allow-headers']).toContain('authorization')
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
    expect(corsHeaders('null', ['*'])['access-control-allow-origin']).toBe('null')
  })

  it('are named in the environment', () => {
    expect(parseEnvironment(base).API_CORS_ORIGINS).toEqual([])
    const API_CORS_ORIGINS = 'https://a.example, http://localhost:5173'
    expect(parseEnvironment({ ...base, API_CORS_ORIGINS }).API_CORS_ORIGINS).toEqual([
      'https://a.example',
      'http://localhost:5173',
    ])
    for (const wrong of ['a.example', 'https://a.example/', 'https://a.example/path', 'null'])
      expect(() => parseEnvironment({ ...base, API_CORS_ORIGINS: wrong })).toThrow(EnvironmentError)
    expect(() => parseEnvironment({ ...base, API_RATE_LIMIT: '0' })).toThrow(/API_RATE_LIMIT/)
    expect(parseEnvironment(base).API_RATE_LIMIT).toBe(600)
  })
})
