import { expect, it } from 'vitest'
import { ods, xlsx, zip } from '@/tests/support/builders/archives'
import { encode } from '@/tests/support/builders/encode'
import { HEAD, importBucket, TWO } from '@/tests/support/builders/import-bucket'

const bucket = importBucket()

it('every kind of file is staged, and keeps how it was read', async () => {
  const cell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`
  const files: [Uint8Array, object][] = [
    [
      encode(`${HEAD}Życie jest piękne,DVD,116,1997,5\nMiłość,DVD,127,2012,4\nChłopi,DVD,114,2023,4\n`, 'windows-1250'),
      { encoding: 'windows-1250' },
    ],
    [encode(`\ufeff${TWO}`, 'utf-16le'), { encoding: 'utf-16le', delimiter: ',' }],
    [
      await zip({ 'movies.csv': TWO, 'other.csv': 'a,b\n' }),
      { part: 'movies.csv', parts: ['movies.csv', 'other.csv'] },
    ],
    [
      await ods(
        `<table:table table:name="Films"><table:table-row>${HEAD.trim().split(',').map(cell).join('')}</table:table-row><table:table-row>${['Heat', 'DVD', '170', '1995', '4'].map(cell).join('')}</table:table-row></table:table>`,
      ),
      { firstRow: 1 },
    ],
  ]
  for (const [bytes, reading] of files) {
    const importId = await bucket.stage(bytes)
    const { settings, counts } = await bucket.preview(importId)
    expect(settings.reading).toMatchObject(reading)
    expect(counts.ready).toBeGreaterThan(0)
    // What the database holds is what the form posts back.
    await bucket.revise(importId, {})
    expect((await bucket.preview(importId)).settings.reading).toEqual(settings.reading)
  }
})

it('names that are no text are stored as what they can be', async () => {
  const names =
    '<row r="1"><c t="inlineStr"><is><t>Title</t></is></c></row><row r="2"><c t="inlineStr"><is><t>Heat</t></is></c></row>'
  const long = `${'x'.repeat(300)}&#xD83D;&#0;`
  const importId = await bucket.stage(
    await xlsx([
      { name: long, rows: names },
      { name: 'B', rows: names },
    ]),
  )
  const { settings } = await bucket.preview(importId)
  expect(settings.reading?.parts[0]).toMatch(/^x+…?$/)
  const csv = await bucket.stage(await zip({ 'a\u0000b.csv': TWO, 'c.csv': 'x,y\n' }))
  expect((await bucket.preview(csv)).counts.ready).toBe(2)
})
