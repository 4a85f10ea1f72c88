import {
  InvalidCheck,
  OAuthCallbackError,
  AdapterError as TypedAdapterError,
  CallbackRouteError as TypedCallbackRouteError,
} from '@auth/core/errors'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/domain/result'
import { refusalPath, toLogFields, toRefusal } from '@/server/auth/refusals'

// Auth.js calls them with what it caught, which their types do not say.
type FromCaught = new (caught: Error) => Error
const CallbackRouteError = TypedCallbackRouteError as unknown as FromCaught
const AdapterError = TypedAdapterError as unknown as FromCaught

const refusedToken = Object.assign(new Error('server responded with an error in the response body'), {
  code: 'OAUTH_RESPONSE_BODY_ERROR',
  error: 'invalid_grant',
  status: 400,
})
const secretWrong = Object.assign(new Error('refused'), { error: 'invalid_client', status: 401 })
const away = new AppError('unavailable', 'The database cannot be reached just now. Nothing was changed.')

describe('toRefusal', () => {
  it.each([
    ['a no at the provider', new OAuthCallbackError('OAuth Provider returned an error'), 'access_denied', 'cancelled'],
    [
      'another answer of the provider',
      new OAuthCallbackError('OAuth Provider returned an error'),
      'server_error',
      'provider',
    ],
    ['a cookie that is not there', new InvalidCheck('state value could not be parsed'), null, 'expired'],
    [
      'a made-up no, which never comes that far',
      new InvalidCheck('state value could not be parsed'),
      'access_denied',
      'expired',
    ],
    [
      'a state that does not fit',
      new CallbackRouteError(new Error('unexpected "state" response parameter value')),
      null,
      'expired',
    ],
    ['a code that was used', new CallbackRouteError(refusedToken), null, 'expired'],
    ['a wrong client secret', new CallbackRouteError(secretWrong), null, 'provider'],
    ['a provider that is away', new CallbackRouteError(new TypeError('fetch failed')), null, 'provider'],
    ['a database that is away', new AdapterError(away), null, 'unavailable'],
    ['a database that is away, asked by us', new CallbackRouteError(away), null, 'unavailable'],
  ])('%s', (_, error, answer, expected) => expect(toRefusal(error, answer)).toBe(expected))
})

describe('toLogFields', () => {
  it('tells the operator what the provider said', () => {
    expect(toLogFields(new CallbackRouteError(secretWrong))).toMatchObject({
      kind: 'CallbackRouteError',
      error: 'invalid_client',
      status: 401,
    })
  })
})

describe('refusalPath', () => {
  it('keeps the page that the person asked for, and is shown in Settings to a signed-in one', () => {
    const at = { provider: 'github', signedIn: false, next: '/buckets/1?q=a&b' } as const
    expect(refusalPath('expired', at)).toBe('/sign-in?error=expired&provider=github&next=%2Fbuckets%2F1%3Fq%3Da%26b')
    expect(refusalPath('expired', { ...at, next: '/' })).toBe('/sign-in?error=expired&provider=github')
    expect(refusalPath('taken', { ...at, signedIn: true })).toBe('/settings?error=taken&provider=github')
    expect(refusalPath('taken', { ...at, provider: '<x>', next: '/' })).toBe('/sign-in?error=taken')
  })
})
