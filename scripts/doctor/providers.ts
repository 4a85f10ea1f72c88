import { readFileSync } from 'node:fs'
import { configuredProviders } from '@/domain/account/configured-providers'
import { checkProvider, ProviderFault } from '@/domain/account/provider-check'
import { EnvironmentError, parseEnvironment } from '@/domain/environment'
import { type Finding, failure, ok } from './finding'

const PATIENCE_MS = 8000

type Environment = Record<string, string | undefined>

/** Tries every configured provider, as the server does when it starts. */
export async function checkProviders(env: Environment): Promise<Finding[]> {
  const providers = await Promise.all(
    configured(env).map(async (provider) => {
      try {
        await checkProvider(provider, (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }))
        return ok('sign-in', `${provider.id} answers at ${provider.issuer} and knows this client`)
      } catch (error) {
        if (!(error instanceof ProviderFault)) throw error
        return failure('sign-in', `${provider.id}: ${error.message}`, error.remedy)
      }
    }),
  )
  return [...providers, ...checkExtraCertificates(env.NODE_EXTRA_CA_CERTS)]
}

function configured(env: Environment) {
  try {
    return configuredProviders(parseEnvironment(env))
  } catch (error) {
    // `checkSettings` names what does not fit.
    if (error instanceof EnvironmentError) return []
    throw error
  }
}

// Node goes on without a file that it cannot read.
function checkExtraCertificates(path: string | undefined): Finding[] {
  if (!path) return []
  try {
    if (readFileSync(path, 'utf8').includes('-----BEGIN CERTIFICATE-----')) return []
    return [failure('sign-in', `NODE_EXTRA_CA_CERTS (${path}) holds no certificate in PEM.`, PEM_REMEDY)]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return [failure('sign-in', `NODE_EXTRA_CA_CERTS (${path}) cannot be read (${code}).`, PEM_REMEDY)]
  }
}

const PEM_REMEDY = 'Give the path of a file with -----BEGIN CERTIFICATE-----; from DER: openssl x509 -inform der -in X.'
