import { isKind, isWrapper } from './json-paths'

// Inside the movie of an entry these are of everybody: the person's own stand beside it.
const OF_THE_CROWD = /^(rating|ratings|score|vote_?average|votes|communityrating|status|id|type)$/i

/**
 * An entry of a list as one flat object: what lies in `movie`, `show` and the like stands beside what is around it, and
 * `type` is the key it lay under, unless the entry has a type of its own. The rating of a person's review is theirs.
 */
export function liftObject(object: Record<string, unknown>): Record<string, unknown> {
  const [review] = Array.isArray(object.reviews) ? object.reviews : []
  if (isObject(review) && review.rating !== undefined && object.rating === undefined)
    return liftObject({ ...object, rating: review.rating })
  if (!Object.keys(object).some((key) => isWrapper(key) && isObject(object[key]))) return object
  const lifted: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(object)) if (!isWrapper(key) || !isObject(value)) lifted[key] = value
  for (const [key, value] of Object.entries(object)) {
    if (!isWrapper(key) || !isObject(value)) continue
    if (isKind(key) && !Object.hasOwn(lifted, 'type')) lifted.type = key
    for (const [inner, one] of Object.entries(value)) {
      const keeps = !Object.hasOwn(lifted, inner) && !(isKind(key) && OF_THE_CROWD.test(inner))
      lifted[keeps ? inner : `${key}.${inner}`] = one
    }
  }
  return lifted
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
