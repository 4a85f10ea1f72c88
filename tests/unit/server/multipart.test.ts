import { describe, expect, it } from 'vitest'
import { readMultipart } from '@/server/multipart'
import { bytesOf } from '@/tests/support/builders/import-files'

async function names(parts: number): Promise<string[]> {
  const part = (at: number) => `--b\r\ncontent-disposition: form-data; name="${at}"\r\n\r\n\r\n`
  const body = `${Array.from({ length: parts }, (_, at) => part(at)).join('')}--b--\r\n`
  const read: string[] = []
  for await (const { name } of readMultipart(bytesOf(body), 'multipart/form-data; boundary=b')) read.push(name)
  return read
}

describe('a posted form', () => {
  it('is read part by part', async () => {
    expect(await names(10)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
  })

  it('of more parts than any form of ours has is not read on', async () => {
    await expect(names(11)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('10 parts') })
  })
})
