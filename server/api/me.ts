import 'server-only'
import * as z from 'zod'
import { revokeToken } from '@/db/account/tokens'
import { covers, TOKEN_SCOPES } from '@/domain/account/token'
import { endpoint } from './endpoint'
import { named } from './schema'

const meAnswer = named(
  'Me',
  z.object({
    id: z.uuid(),
    name: z.string().nullable(),
    scopes: z.array(z.enum(TOKEN_SCOPES)).describe('What this request’s token or session opens'),
    tokenId: z.uuid().nullable().describe('Null for a session'),
  }),
)

/** The routes about the caller. */
export const meRoutes = [
  endpoint(
    {
      name: 'getMe',
      method: 'GET',
      path: '/me',
      about: 'Who you are, and what your scopes are',
      scope: 'read',
      operation: null,
      answer: meAnswer,
      statuses: [200],
    },
    async ({ caller: { userId, name, tokenId, scope } }) => ({
      body: { id: userId, name, scopes: TOKEN_SCOPES.filter((needed) => covers(scope, needed)), tokenId },
    }),
  ),
  endpoint(
    {
      name: 'revokeThisToken',
      method: 'DELETE',
      path: '/me/tokens/current',
      about: 'Revokes the token of this request, whatever its scope',
      scope: 'read',
      operation: null,
      answer: null,
      statuses: [204],
    },
    async ({ actor, caller }) => {
      if (caller.tokenId !== null) await revokeToken(actor, caller.tokenId)
      return {}
    },
  ),
]
