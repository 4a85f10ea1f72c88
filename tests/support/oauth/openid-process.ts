import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Listening } from './http'
import { type OpenIdPerson, startOpenId } from './openid'

type Given = { name: string; client: { id: string; secret: string }; callbackUrl: string; people: OpenIdPerson[] }

/** An OpenID Connect server in a process whose clock is `seconds` ahead of this one's, or behind if negative. */
export async function startOpenIdAt(seconds: number, given: Given): Promise<Listening> {
  const shift = `const Real = Date; const at = () => Real.now() + ${seconds * 1000};
    globalThis.Date = class extends Real { constructor(...given) { super(...(given.length ? given : [at()])) } static now() { return at() } }`
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(given)], {
    execArgv: ['--import', 'tsx', '--import', `data:text/javascript,${encodeURIComponent(shift)}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    url,
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const [, file, settings] = process.argv
if (file === fileURLToPath(import.meta.url) && settings) {
  const { people, ...rest }: Given = JSON.parse(settings)
  const server = await startOpenId(rest)
  server.people.push(...people)
  process.send?.(server.url)
}
