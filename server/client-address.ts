import 'server-only'
import { BlockList, isIP } from 'node:net'

/** The header in which the server notes who sent a request; it overwrites one that a client sends. */
export const CLIENT_HEADER = 'x-client-address'

/** Collects addresses and networks (`10.0.0.0/8`) for `clientAddress`. */
export function proxyList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

/**
 * Finds the address of the client: the peer's, unless that is a trusted proxy. A proxy adds the address of its own peer
 * at the end of X-Forwarded-For, so the list is read from there, and only as far as trusted proxies wrote it.
 */
export function clientAddress(peer: string, forwardedFor: string, proxies: BlockList): string {
  let client = plainAddress(peer)
  const named = forwardedFor.split(',').reverse()
  for (const entry of named) {
    const next = plainAddress(entry.trim())
    if (!isTrusted(client, proxies) || !isIP(next)) break
    client = next
  }
  return client
}

/** The network whose members share a limit: one IPv4 address, or the /64 that a provider gives one IPv6 customer. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const groups = groupsOf(address)
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** Whether a peer, or an address that one has named, is a trusted proxy. */
export function isTrusted(peer: string, proxies: BlockList): boolean {
  const address = plainAddress(peer)
  return isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** An address without port, brackets and zone; an IPv4 address in IPv6 form (`::ffff:10.0.0.1`) as IPv4. */
function plainAddress(text: string): string {
  const bare = (/^\[([^\]]*)\](:\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1')).replace(/%.*/, '')
  if (isIP(bare) !== 6) return bare
  const groups = groupsOf(bare)
  if (groups.slice(0, 6).join() !== '0,0,0,0,0,ffff') return bare.toLowerCase()
  const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16)) as [number, number]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight groups of an IPv6 address, in hex without leading zeros. */
function groupsOf(address: string): string[] {
  // The URL parser writes every form of an address in one.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  return [...before, ...Array(8 - before.length - after.length).fill('0'), ...after]
}
