import 'server-only'
import { createTransport, type Transporter } from 'nodemailer'
import { environment } from './environment'
import { log } from './log'

// A user waits for the answer.
const TIMEOUT_MS = 8000
const TIMEOUTS = ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout']

/** A plain-text mail to one address. */
export type Mail = { to: string; subject: string; text: string }

let transport: Transporter | undefined

/** Whether this deployment sends mail at all. */
export function isMailOn(): boolean {
  return environment().SMTP_URL !== undefined
}

/** Gives a mail to the mail server; returns whether it took it. Never within a transaction: no rollback unsends it. */
export async function sendMail({ to, subject, text }: Mail): Promise<boolean> {
  const { MAIL_FROM } = environment()
  return withTransport((transport) =>
    transport.sendMail({
      from: MAIL_FROM,
      // An object is always a single address, whatever its text.
      to: { name: '', address: to },
      subject,
      text,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    }),
  )
}

/** Signs in to the mail server and sends nothing; returns whether it would take a mail. */
export function reachMailServer(): Promise<boolean> {
  return withTransport((transport) => transport.verify())
}

async function withTransport(work: (transport: Transporter) => Promise<unknown>): Promise<boolean> {
  const { SMTP_URL } = environment()
  if (!SMTP_URL) return false
  transport ??= createTransport(withTimeouts(SMTP_URL))
  try {
    await work(transport)
    return true
  } catch (error) {
    // Without the error's message, which repeats the address.
    const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string }
    log.warn({ code, responseCode, command: command?.split(' ')[0] }, 'mail not sent')
    return false
  }
}

function withTimeouts(address: string): string {
  const url = new URL(address)
  for (const name of TIMEOUTS) if (!url.searchParams.has(name)) url.searchParams.set(name, String(TIMEOUT_MS))
  return url.href
}
