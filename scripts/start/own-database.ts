// What DATABASE_URL says to ask for the embedded database on a server.
const EMBEDDED = 'embedded'

/** The address of the operator's own database; undefined where the embedded one is wanted. */
export function ownDatabase({ DATABASE_URL }: Record<string, string | undefined>): string | undefined {
  return DATABASE_URL && DATABASE_URL !== EMBEDDED ? DATABASE_URL : undefined
}
