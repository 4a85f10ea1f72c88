import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { root } from '@/scripts/start/project'

const KEY = 'k'.repeat(32)
const TOKEN = `mb_${'t'.repeat(43)}`

// The log writes past `process.stdout`, so a process of its own writes it here.
const WRITES = `
  import { log, logConsole } from './server/log.ts'
  const path = '/p/${KEY}/movies'
  log.info({ path, nested: { authorization: 'Bearer ${TOKEN}' } })
  log.error({ err: new Error('no such page: ' + path) }, 'failed: ' + path)
  logConsole()
  console.error('\\u001b[31m⨯\\u001b[39m', 'failed: ' + path, new Error('${TOKEN}'))
  console.warn('a line\\nforged: ' + path)
`

it('every line is one JSON record without keys, tokens and colours, also of what other packages print', () => {
  const node = ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '--eval', WRITES]
  const output = execFileSync(process.execPath, node, { cwd: root, encoding: 'utf8' })
  const records = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(records.map(({ level }) => level)).toEqual([30, 50, 50, 40])
  expect(output).not.toMatch(/k{32}|t{43}|\\u001b|\[31m/)
  expect(records[0]).toMatchObject({ path: '/p/…/movies', nested: { authorization: 'Bearer …' } })
  expect(records[1]).toMatchObject({ msg: 'failed: /p/…/movies', err: { message: 'no such page: /p/…/movies' } })
  expect(records[2].msg).toMatch(/^⨯ failed: \/p\/…\/movies Error: …/)
  expect(records[3].msg).toBe('a line\nforged: /p/…/movies')
})
