import type { SQL } from 'drizzle-orm'
import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { asActor } from '@/db/client'
import { cancelImport, confirmImport } from '@/db/import/confirm'
import { lockImport } from '@/db/import/imports'
import { discardImport, undoImport } from '@/db/import/undo'
import { grant } from '@/tests/support/builders/grants'
import { HEAD, importBucket, TWO } from '@/tests/support/builders/import-bucket'
import { stage } from '@/tests/support/builders/imports'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { send } from '@/tests/support/next/send'

const bucket = importBucket()

describe('a confirmation under way', () => {
  it('stops when it is cancelled, and then adds nothing', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => `Movie ${n},DVD,1,1990,1`)
    const importId = await bucket.stage(HEAD + rows.join('\n'))
    // From another connection, when the first chunk is in.
    let asked: Promise<void> | undefined
    const attempt = bucket.run(async (access) => {
      await asked
      const done = await confirmImport(access, importId, () => {
        asked ??= bucket.run((other) => cancelImport(other, importId))
      })
      return done
    })
    const outcome = await attempt.catch((error: { code: string }) => error.code)
    await asked
    if (outcome === 'conflict') {
      expect(await bucket.titles()).toEqual([])
      expect(await bucket.counts(importId)).toMatchObject({ ready: 12_000 })
    } else expect(await bucket.titles()).toHaveLength(12_000)
    await bucket.run((access) => cancelImport(access, importId))
    const again = await bucket.stage(TWO)
    await bucket.run((access) => cancelImport(access, again))
    await expect(bucket.confirm(again)).rejects.toMatchObject({ code: 'conflict' })
    expect(await bucket.counts(again)).toMatchObject({ ready: 2 })
  })

  it.each([
    ['in the middle', 6000],
    ['at the very end', 10],
  ])('adds nothing if the person loses access %s', async (_, count) => {
    const editor = await addPerson('Editor')
    await grant(bucket.id, { user: editor }, 'editor')
    const rows = Array.from({ length: count }, (_, n) => `Movie ${n},DVD,1,1990,1`)
    const importId = await stage(editor, bucket.id, HEAD + rows.join('\n'))
    const attempt = inBucket(editor, bucket.id, 'importMovies', (access) => {
      let revoke: (() => Promise<unknown>) | undefined
      const db = Object.create(access.db, {
        execute: {
          value: async (statement: SQL) => {
            await revoke?.()
            return access.db.execute(statement)
          },
        },
      })
      return confirmImport({ ...access, db }, importId, () => {
        revoke = () => sql('delete from grants where user_id = $1', [editor.userId])
      })
    })
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
    expect(await bucket.titles()).toEqual([])
    expect(await bucket.preview(importId)).toMatchObject({ parts: [], counts: { ready: count } })
  })

  it('refuses another import of the same bucket at once, without waiting', async () => {
    const [first, second] = [await bucket.stage(TWO), await bucket.stage(`${TWO}Brazil,DVD,1,1985,1`)]
    await bucket.run(async (access) => {
      await confirmImport(access, first)
      await expect(bucket.confirm(second)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('are being changed or added right now'),
      })
    })
    expect(await bucket.confirm(second)).toMatchObject({ count: 1, duplicates: 2 })
  })

  it('stays cancelled when another person confirms it in the middle', async () => {
    const importId = await bucket.stage(TWO)
    const { POST } = await import('@/app/buckets/[bucketId]/import/[importId]/confirm/route')
    const confirmAgain = () =>
      send({ token: bucket.owner.token }, () =>
        POST(
          new NextRequest('http://localhost:3000/', { method: 'POST', headers: { accept: 'application/x-ndjson' } }),
          {
            params: Promise.resolve({ bucketId: bucket.id, importId }),
          },
        ),
      )
    await bucket.run(async (access) => {
      await lockImport(access, importId)
      await bucket.run((other) => cancelImport(other, importId))
      expect((await confirmAgain()).status).toBe(409)
      await expect(confirmImport(access, importId)).rejects.toMatchObject({ code: 'conflict' })
    })
    expect(await bucket.titles()).toEqual([])
    // When no confirmation is under way, confirming again clears the cancellation.
    const answer = await confirmAgain()
    expect(await answer.text()).toMatch(/"done":\{.*"count":2/)
  })

  it('that ends before undo has the lock is undone as it is by then', async () => {
    const importId = await bucket.stage(TWO)
    const undone = await bucket.run(async (access) => {
      // Another transaction confirms it between the undo's first look at the import and its lock.
      let before: Promise<unknown> | undefined
      const db = new Proxy(access.db, {
        get(target, name) {
          const value = Reflect.get(target, name)
          if (name !== 'execute') return typeof value === 'function' ? value.bind(target) : value
          return async (...args: Parameters<typeof target.execute>) => {
            before ??= bucket.confirm(importId)
            await before
            return target.execute(...args)
          }
        },
      })
      return undoImport({ ...access, db }, importId)
    })
    expect(undone).toMatchObject({ count: 2 })
    expect(await bucket.titles()).toEqual([])
  })

  it('keeps everyone else from changing the import', async () => {
    const importId = await bucket.stage(TWO)
    await asActor(bucket.owner, { write: true }, async (db) => {
      const { sql: text } = await import('drizzle-orm')
      await db.execute(text`select pg_advisory_xact_lock(hashtextextended(${importId}, 0))`)
      for (const change of [
        () => bucket.confirm(importId),
        () => bucket.correct(importId, 2, { title: 'X' }),
        () => bucket.revise(importId, {}),
        () => bucket.run((access) => discardImport(access, importId)),
      ])
        await expect(change()).rejects.toMatchObject({ code: 'conflict' })
    })
    expect(await bucket.confirm(importId)).toMatchObject({ count: 2 })
  })
})
