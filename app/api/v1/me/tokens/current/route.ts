import { api } from '@/app/_server/api/endpoint'
import { revokeToken } from '@/db/tokens'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  revokeThisToken: async ({ actor, caller }) => {
    if (caller.tokenId !== null) await revokeToken(actor, caller.tokenId)
    return {}
  },
})
