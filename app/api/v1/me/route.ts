import { covers, TOKEN_SCOPES } from '@/domain/account/token'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getMe: async ({ caller: { userId, name, tokenId, scope } }) => ({
    body: { id: userId, name, scopes: TOKEN_SCOPES.filter((needed) => covers(scope, needed)), tokenId },
  }),
})
