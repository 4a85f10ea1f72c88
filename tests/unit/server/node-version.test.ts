import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeNode } from '@/scripts/start/node-version'
import { root } from '@/scripts/start/project'
import { startScript } from '@/tests/support/database/script'

it.each([
  ['18.20.8', true],
  ['20.9.0', true],
  ['20.18.3', true],
  ['20.19.0', false],
  ['20.20.2', false],
  ['21.7.3', false],
  ['23.11.0', false],
  ['22.12.0', undefined],
  ['24.0.0', undefined],
  ['26.1.0', undefined],
])('Node %s is refused, worth a word or well', (version, refused) => {
  expect(judgeNode(version)?.refused).toBe(refused)
})

it('package.json asks npm for the same', () => {
  const { engines } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
  expect(engines).toEqual({ node: '>=20.19' })
})

describe('the start command', () => {
  /** What it writes up to the refusal of an address that no machine has, or of its Node. */
  const saidOn = async (version: string) => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`
    const settings = { NODE_OPTIONS: `--import=${pretend}`, BIND_ADDRESS: '192.0.2.1' }
    const own = { DATABASE_URL: 'postgres://localhost/x', AUTH_SECRET: 's'.repeat(44), MOVIEBUCKET_DATA: '/dev/null' }
    const { code, out, err } = await startScript('start', [], { ...settings, ...own }).ended
    return { code, said: out + err }
  }

  it('refuses an old Node before anything else', async () => {
    const { code, said } = await saidOn('20.18.3')
    expect([code, said.trim()]).toEqual([1, 'Node 20.18.3 is too old for moviebucket.\nInstall Node 22 or 24.'])
  })

  it.each([
    ['20.19.0', true],
    ['22.12.0', false],
  ])('goes on with Node %s', async (version, word) => {
    const { said } = await saidOn(version)
    expect(said.includes('past its end')).toBe(word)
    expect(said).toContain('no address 192.0.2.1')
  })
})
