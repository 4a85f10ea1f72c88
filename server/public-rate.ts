import 'server-only'
import { requireRate } from './rate-limit'
import { clientNetwork } from './request'

/** How often a minute the visitors of public pages may ask for something that is much work. */
type PublicRate = { anAddress: number; aBucket: number }

/**
 * Counts what a visitor of a public page asks for: of their address, then of the bucket, so that no address uses up a
 * bucket's share and no bucket that of others.
 * @throws {AppError} `rate_limited`, with the seconds to wait
 */
export async function requirePublicRate(what: string, bucketId: string, most: PublicRate): Promise<void> {
  await requireRate(`${what}:${await clientNetwork()}`, most.anAddress)
  await requireRate(`${what}:${bucketId}`, most.aBucket)
}
