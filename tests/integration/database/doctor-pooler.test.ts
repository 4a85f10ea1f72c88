import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { checkDatabase } from '@/scripts/doctor/database'
import { checkPooler } from '@/scripts/doctor/pooler'
import { hasPooler, startPooler } from '@/tests/support/chaos/pooler'
import { createTestDatabase, testDatabase } from '@/tests/support/database/database'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function behind(settings: Record<string, string | number> = {}, databaseUrl = testDatabase().url) {
  const pooler = await startPooler(databaseUrl, settings)
  stops.push(pooler.stop)
  return pooler.url
}

it('says nothing of a pooler where there is none', async () => {
  expect(await checkPooler({ url: testDatabase().url })).toEqual([])
})

describe.skipIf(!hasPooler)('pgbouncer', () => {
  it.each([
    ['transaction', 'ok', /in transaction mode.*max_prepared_statements = 200/, undefined],
    ['session', 'ok', /in session mode: its default_pool_size/, undefined],
    ['statement', 'failure', /takes single statements alone/, 'Set there: pool_mode = transaction'],
  ])('in %s mode is named, with what it means', async (pool_mode, state, text, remedy) => {
    const url = await behind({ pool_mode })
    const found = await checkPooler({ url })
    expect(found).toEqual([expect.objectContaining({ check: 'pooler', state, text: expect.stringMatching(text) })])
    expect(found[0]?.remedy).toBe(remedy)
  })

  it('with fewer connections than a process needs is told', async () => {
    expect(await checkPooler({ url: await behind({ pool_mode: 'session', default_pool_size: 1 }) })).toMatchObject([
      { state: 'warning', text: expect.stringMatching(/no second connection/), remedy: expect.stringMatching(/Raise/) },
    ])
  })

  it.each([
    ['a wrong password', { password: 'not-it' }, /pooler .* refuses the password/, /auth_file/],
    [
      'an unknown database',
      { pathname: '/gone' },
      /does not get into its database|knows no database gone/,
      /\[databases\]/,
    ],
    ['a parameter', { search: '?options=-cwork_mem%3D1MB' }, /takes no options/, /ignore_startup_parameters = options/],
  ])('names %s', async (_, change, text, remedy) => {
    const url = Object.assign(new URL(await behind()), change).href
    const [found] = await checkDatabase({ url, pool: 1 })
    expect(found).toMatchObject({ state: 'failure', text: expect.stringMatching(text) })
    expect(found?.remedy).toMatch(remedy)
    expect(JSON.stringify(found)).not.toContain('not-it')
  })

  it('names itself when it has no connection left', async () => {
    const url = await behind({ max_client_conn: 2 })
    const holders = [1, 2].map(() => new pg.Client({ connectionString: url }))
    await Promise.all(holders.map((holder) => holder.connect()))
    const [found] = await checkDatabase({ url, pool: 1 })
    expect(found).toMatchObject({ state: 'failure', text: expect.stringMatching(/pooler .* has no connection left/) })
    await Promise.all(holders.map((holder) => holder.end()))
  })

  it('names a database behind it that lets nobody in', async () => {
    const database = await createTestDatabase()
    await testDatabase().admin.query(`alter database ${database.name} allow_connections false`)
    const url = Object.assign(new URL(await behind()), { pathname: `/${database.name}` }).href
    const [found] = await checkDatabase({ url, pool: 1 })
    expect(found).toMatchObject({
      state: 'failure',
      text: expect.stringMatching(/does not get into its database: .*not currently accepting connections/),
      remedy: expect.stringMatching(/its own log says more/),
    })
    await testDatabase().admin.query(`drop database ${database.name}`)
  })
})
