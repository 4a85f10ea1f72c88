import { describe, expect, it } from 'vitest'
import {
  explainRefusal,
  judgeSignIn,
  SIGN_IN_REFUSALS,
  type SignInCase,
  type SignInRefusal,
} from '@/domain/account/sign-in'

const NEW: SignInCase = {
  gap: null,
  plain: true,
  signedInAs: null,
  accountOwner: null,
  addressOwner: null,
  moved: false,
  connecting: false,
  connected: false,
  fresh: true,
  welcome: true,
}

const table: [why: string, facts: Partial<SignInCase>, outcome: SignInRefusal | null][] = [
  ['new, nobody has the address', {}, null],
  [
    'new at a server that took the place of another, with the address of a user of that',
    { addressOwner: 'ana', moved: true },
    'moved',
  ],
  ['new, with an address in unusual letters', { plain: false }, 'lookalike'],
  ['the same, and another user has it in plain ones', { plain: false, addressOwner: 'fiona' }, 'lookalike'],
  [
    'connecting one with an address in unusual letters',
    { plain: false, signedInAs: 'ana', connecting: true },
    'lookalike',
  ],
  ['known, with an address in unusual letters', { plain: false, accountOwner: 'ana' }, null],
  ['new, but another user has the address', { addressOwner: 'ana' }, 'other_provider'],
  ['known', { accountOwner: 'ana' }, null],
  ['new, where newcomers are not let in', { welcome: false }, 'closed'],
  ['the same, and another user has the address', { welcome: false, addressOwner: 'ana' }, 'other_provider'],
  ['known, where newcomers are not let in', { welcome: false, accountOwner: 'ana' }, null],
  ['connecting one, where newcomers are not let in', { welcome: false, signedInAs: 'ana', connecting: true }, null],
  ['known, by now the address is another’s', { accountOwner: 'ana', addressOwner: 'bob' }, null],
  ['known, and already signed in', { accountOwner: 'ana', signedInAs: 'ana' }, null],
  ['known as another user than the signed-in one', { accountOwner: 'bob', signedInAs: 'ana' }, 'taken'],
  ['connecting what is connected', { accountOwner: 'ana', signedInAs: 'ana', connecting: true }, null],
  ['connecting an account of another user', { accountOwner: 'bob', signedInAs: 'ana', connecting: true }, 'taken'],
  ['connecting a new one', { signedInAs: 'ana', connecting: true }, null],
  ['connecting one with another user’s address', { signedInAs: 'ana', addressOwner: 'bob', connecting: true }, null],
  ['connecting a second one of a provider', { signedInAs: 'ana', connecting: true, connected: true }, 'connected'],
  [
    'the same, long after signing in',
    { signedInAs: 'ana', connecting: true, connected: true, fresh: false },
    'connected',
  ],
  ['connecting long after signing in', { signedInAs: 'ana', connecting: true, fresh: false }, 'stale'],
  ['known and already signed in, long ago', { accountOwner: 'ana', signedInAs: 'ana', fresh: false }, null],
  ['new, signed in, and not connecting', { signedInAs: 'ana' }, 'signed_in'],
  ['new, own address, signed in, and not connecting', { signedInAs: 'ana', addressOwner: 'ana' }, 'signed_in'],
  ['connecting, signed out meanwhile', { connecting: true }, 'expired'],
  ['connecting, signed out meanwhile, own address', { connecting: true, addressOwner: 'ana' }, 'expired'],
]

describe('judgeSignIn', () => {
  it.each(table)('%s', (_, facts, outcome) => expect(judgeSignIn({ ...NEW, ...facts })).toBe(outcome))

  it.each(table)('refuses a person without a verified address, and says why: %s', (_, facts) => {
    for (const gap of ['unverified', 'unvouched', 'no_address'] as const)
      expect(judgeSignIn({ ...NEW, ...facts, gap })).toBe(gap)
  })

  it('lets an unknown account in by itself only if nobody has its address', () => {
    const who = [null, 'ana', 'bob']
    for (const signedInAs of who) {
      for (const addressOwner of who) {
        for (const connecting of [false, true]) {
          const outcome = judgeSignIn({ ...NEW, signedInAs, addressOwner, connecting })
          if (outcome === null) expect(signedInAs ? connecting : !connecting && addressOwner === null).toBe(true)
        }
      }
    }
  })
})

describe('explainRefusal', () => {
  it.each(SIGN_IN_REFUSALS)('says of %s what happened and what to do', (refusal) => {
    for (const details of [{}, { provider: 'GitHub', email: 'ana@example.org', others: ['Google'] }]) {
      const { title, text } = explainRefusal(refusal, details)
      expect(title.length).toBeGreaterThan(10)
      expect(text).toMatch(/\.$/)
      expect(title + text).not.toMatch(/undefined|null|error|OAuth|token/i)
    }
  })

  it('names the setting of the operator only where it helps', () => {
    const named = (trustable: boolean) => explainRefusal('unverified', { provider: 'Club', trustable }).text
    expect(named(true)).toContain('AUTH_OIDC_TRUST_EMAIL')
    expect(named(false)).not.toContain('AUTH_OIDC_TRUST_EMAIL')
  })

  it('names the provider that the address signs in with, and what to do', () => {
    const details = { provider: 'Google', email: 'ana@example.org', others: ['GitHub'] }
    expect(explainRefusal('other_provider', details)).toEqual({
      title: 'ana@example.org signs in with GitHub',
      text: 'Sign in with it, then connect Google in Settings. After that, both work.',
    })
  })
})

it.each(SIGN_IN_REFUSALS)('%s has a title that begins with a capital, whoever the provider is', (refusal) => {
  expect(explainRefusal(refusal).title).toMatch(/^\p{Lu}/u)
})
