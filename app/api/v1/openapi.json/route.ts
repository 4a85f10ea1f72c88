import { api } from '@/app/_server/api/endpoint'
import { publicOrigin } from '@/app/_server/environment'
import { describeApi } from '@/domain/openapi'

let described: object | undefined

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = api({
  getDocument: async () => {
    described ??= describeApi(publicOrigin())
    return { body: described }
  },
})
