import { revokeToken } from '@/db/account/tokens'
import { api } from '@/server/api/endpoint'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  revokeThisToken: async ({ actor, caller }) => {
    if (caller.tokenId !== null) await revokeToken(actor, caller.tokenId)
    return {}
  },
})
