import { describeApi } from '@/domain/api/openapi'
import { api } from '@/server/api/endpoint'
import { publicOrigin } from '@/server/environment'

let described: object | undefined

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getDocument: async () => {
    described ??= describeApi(publicOrigin())
    return { body: described }
  },
})
