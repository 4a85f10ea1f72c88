import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail as it arrived: the recipients of its envelope, and its text. */
export type ReceivedMail = { from: string; to: string[]; headers: Map<string, string>; text: string }

export type MailServer = {
  /** What goes into SMTP_URL: with a user whose password needs escaping. */
  url: string
  received: ReceivedMail[]
  /** Addresses for which it refuses mail. */
  refused: Set<string>
  stop(): Promise<void>
}

const USER = 'movies@example.org'
const PASSWORD = 'p@ss/w:rd?'

/** A real mail server on loopback that wants its user's password and keeps what it gets. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const refused = new Set<string>()
  const server = new SMTPServer({
    // No client trusts the certificate it makes for itself.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === USER && password === PASSWORD) done(null, { user: username })
      else done(new Error('wrong user or password'))
    },
    onRcptTo({ address }, _session, done) {
      done(refused.has(address) ? new Error(`no mailbox ${address}`) : null)
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), ...read(Buffer.concat(chunks)) })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    received,
    refused,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Reads a message of one part (RFC 5322, 2045, 2047). */
function read(source: Buffer): Pick<ReceivedMail, 'headers' | 'text'> {
  const [head = '', ...rest] = source.toString('latin1').split('\r\n\r\n')
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name, value] = /^([^:]+): ?(.*)$/.exec(line) ?? []
    if (name && value !== undefined) headers.set(name.toLowerCase(), decodeWords(value))
  }
  const body = rest.join('\r\n\r\n')
  const encoding = headers.get('content-transfer-encoding')
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(encoding === 'quoted-printable' ? unquote(body.replace(/=\r\n/g, '')) : body, 'latin1')
  return { headers, text: bytes.toString('utf8').replaceAll('\r\n', '\n') }
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : Buffer.from(unquote(word.replaceAll('_', ' ')), 'latin1').toString('utf8'),
    )
}

function unquote(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
