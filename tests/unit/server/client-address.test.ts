import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientAddress, networkOf, proxyList } from '@/server/client-address'

const PROXIES = proxyList(['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48', '::1'])

describe('the address of a client', () => {
  it.each([
    ['203.0.113.5', '', '203.0.113.5'],
    ['203.0.113.5', '198.51.100.7', '203.0.113.5'],
    ['203.0.113.5', '198.51.100.7, 10.0.0.1', '203.0.113.5'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['::ffff:7f00:1', '198.51.100.7', '198.51.100.7'],
    ['::1', '2001:DB8::1', '2001:db8::1'],
    ['10.1.2.3', '192.0.2.9, 198.51.100.7', '198.51.100.7'],
    ['10.1.2.3', '198.51.100.7, 10.0.0.9', '198.51.100.7'],
    ['10.1.2.3', '192.0.2.1,198.51.100.7 ,10.0.0.9, 2001:db8:1:2::3', '198.51.100.7'],
    ['10.1.2.3', '10.0.0.9', '10.0.0.9'],
    ['10.1.2.3', '198.51.100.7:4711', '198.51.100.7'],
    ['10.1.2.3', '[2001:db8::7]:443', '2001:db8::7'],
    ['10.1.2.3', '198.51.100.7, unknown', '10.1.2.3'],
    ['10.1.2.3', '198.51.100.7, ', '10.1.2.3'],
    ['fe80::1%eth0', '', 'fe80::1'],
    ['', '198.51.100.7', ''],
  ])('of %j with X-Forwarded-For %j is %s', (peer, forwarded, client) => {
    expect(clientAddress(peer, forwarded, PROXIES)).toBe(client)
  })

  it('is the same in every form of an IPv4 address', () => {
    const hex = (address: string) => address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'))
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c, d] = hex(address)
        for (const peer of [address, `::ffff:${address}`, `::FFFF:${a}${b}:${c}${d}`, `0:0:0:0:0:ffff:${address}`])
          expect(clientAddress(peer, '', PROXIES)).toBe(address)
      }),
    )
  })

  it('is the peer’s without a trusted proxy, whatever it sends', () => {
    expect(clientAddress('127.0.0.1', '198.51.100.7', proxyList([]))).toBe('127.0.0.1')
  })
})

describe('the network that shares a limit', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['', ''],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network))
})
