import { answerApi } from '@/server/api/router'

const answer = (request: Request) => answerApi(request)

// Next names the methods it hands over; the router decides on every one of them.
export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
}
