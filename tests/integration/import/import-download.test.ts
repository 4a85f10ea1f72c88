import { parse } from 'csv-parse/sync'
import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { HEAD, importBucket } from '@/tests/support/builders/import-bucket'
import { send } from '@/tests/support/next/send'

const bucket = importBucket()

describe('the rows with a problem', () => {
  it('are downloaded as they are in the file, with nothing for a spreadsheet to compute or to split', async () => {
    const { GET } = await import('@/app/buckets/[bucketId]/import/[importId]/problems/route')
    const download = async (file: string) => {
      const importId = await bucket.stage(file)
      const answer = await send({ token: bucket.owner.token }, () =>
        GET(new NextRequest('http://localhost:3000/'), { params: Promise.resolve({ bucketId: bucket.id, importId }) }),
      )
      return answer.text()
    }
    const text = await download('Title,Format,Note\n=1+1,Betamax,a;=2+2\nAlien,"-x",@y\n')
    const cells = [
      ['Title', 'Format', 'Note'],
      ["'=1+1", 'Betamax', 'a;=2+2'],
      ['Alien', "'-x", "'@y"],
    ]
    expect(parse(text, { bom: true })).toEqual(cells)
    expect(parse(text, { bom: true, delimiter: [',', ';', '\t'] })).toEqual(cells)
    // Cells that the file has guarded are not guarded twice, and the others are guarded.
    const ours = await download(`${HEAD}'=1+1,Betamax,1,1990,1\n=2+2,Betamax,1,1990,1\n`)
    expect(ours).toMatch(/\r\n'=1\+1,Betamax,.*\r\n'=2\+2,Betamax,/)
  })

  it.each([
    ['a list from another program', 'Name,Format,Minutes,Year,Stars\n'],
    ['a file of our own', HEAD],
  ])('are downloaded so that the rows of %s can be corrected in the download and imported again', async (_, head) => {
    const { GET } = await import('@/app/buckets/[bucketId]/import/[importId]/problems/route')
    const titlesOf = async (importId: string) => {
      // Remembered for the second file.
      await bucket.revise(importId, { formats: [['betamax', 'VHS']] })
      return (await bucket.rows(importId, 'ready')).map(({ values }) => values?.title)
    }
    const first = await bucket.stage(`${head}=1+1,Betamax,1,1990,1\n'=x,Betamax,1,1990,1\n-y,Betamax,1,1990,1\n`)
    const answer = await send({ token: bucket.owner.token }, () =>
      GET(new NextRequest('http://localhost:3000/'), {
        params: Promise.resolve({ bucketId: bucket.id, importId: first }),
      }),
    )
    const again = await bucket.stage(await answer.text())
    const titles = await titlesOf(first)
    expect(titles).toHaveLength(3)
    expect(await titlesOf(again)).toEqual(titles)
  })
})
