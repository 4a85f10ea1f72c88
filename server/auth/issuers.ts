import 'server-only'
import { settleIssuer } from '@/db/account/sign-in'
import { formerIssuerOf, issuerOf, UNKNOWN_ISSUER } from '@/domain/account/issuer'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { environment } from '@/server/environment'

let settled: Promise<unknown> | undefined

/**
 * Says once for each process whose the accounts are that have no issuer, or one that has moved. The first sign-in waits
 * for it where the start could not do it.
 * @throws {AppError} `unavailable` when the database cannot be reached
 */
export async function settleIssuers(): Promise<void> {
  const env = environment()
  settled ??= Promise.all(
    PROVIDER_IDS.map((id) => settleIssuer(id, issuerOf(id, env) ?? UNKNOWN_ISSUER, formerIssuerOf(id, env))),
  )
  try {
    await settled
  } catch (error) {
    settled = undefined
    throw error
  }
}
