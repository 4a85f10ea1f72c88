import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { databaseAccount } from '@/scripts/start/account'
import { startEmbeddedDatabase } from '@/scripts/start/embedded-database'
import { temporaryFolder } from './embedded'

/** A PostgreSQL that takes encrypted connections alone, with a certificate for `name` from an authority of its own. */
export async function startTlsDatabase(name: string) {
  const home = temporaryFolder()
  const first = await startEmbeddedDatabase({ folder: home.folder })
  await first.stop()
  const data = join(home.folder, 'postgres')
  // The start command's own login stays without: it comes from this machine.
  const who = ['host all postgres', 'hostssl all moviebucket'].map((rule) => `${rule} 127.0.0.1/32 scram-sha-256`)
  writeFileSync(join(data, 'pg_hba.conf'), who.map((line) => `${line}\n`).join(''))

  const [authority, other] = [await makeAuthority('one'), await makeAuthority('other')]
  const signed = await generate([{ name: 'commonName', value: name }], {
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  })
  const account = databaseAccount(data)
  const write = (file: string, text: string) => {
    const path = join(home.folder, file)
    writeFileSync(path, text, { mode: 0o600 })
    if (account) chownSync(path, account.uid, account.gid)
    return path
  }
  const files = { ssl_cert_file: write('server.crt', signed.cert), ssl_key_file: write('server.key', signed.private) }
  const database = await startEmbeddedDatabase({ folder: home.folder, settings: { ssl: 'on', ...files } })
  return {
    url: database.url,
    ca: write('ca.pem', authority.cert),
    otherCa: write('other.pem', other.cert),
    async stop() {
      await database.stop()
      home.remove()
    },
  }
}

const makeAuthority = (name: string) =>
  generate([{ name: 'commonName', value: name }], {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
