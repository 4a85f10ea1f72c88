import type { ExportFormat } from '@/domain/export/formats'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { exportText } from '@/server/export/export-text'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { median } from './compare'
import { copyOut } from './copy'
import { fillBucket } from './people'

const MOVIES = 100_000
const ROUNDS = 7

/** Rows a second of an export, and of a COPY of the same rows in the same order, in turns. */
export async function measure(): Promise<void> {
  const owner = await addPerson()
  await fillBucket(owner, owner.bucketId, MOVIES)
  await sql('vacuum analyze')
  const copy = `copy (select title, format, length, release_year, rating, id, created_at, updated_at from movies
    where bucket_id = '${owner.bucketId}' and deleted_at is null order by sort_title, id) to stdout (format csv, header)`
  const memory = { most: 0 }
  const turns = {
    copy: () => copyOut(copy, () => {}),
    csv: () => writeExport(owner, 'csv', memory),
    json: () => writeExport(owner, 'json', memory),
    letterboxd: () => writeExport(owner, 'letterboxd', memory),
  }
  const ratios: Record<string, number[]> = {}
  const times: Record<string, number[]> = {}
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    let base = 0
    for (const [name, run] of Object.entries(turns)) {
      const started = performance.now()
      await run()
      const ms = performance.now() - started
      if (name === 'copy') base = ms
      if (round === 0) continue
      times[name] = [...(times[name] ?? []), ms]
      ratios[name] = [...(ratios[name] ?? []), base / ms]
    }
  }
  for (const [name, list] of Object.entries(times)) {
    const ms = median(list)
    const perSecond = Math.round((MOVIES / ms) * 1000).toLocaleString('en')
    const ratio = median(ratios[name] ?? []).toFixed(2)
    process.stdout.write(
      `   ${name.padEnd(11)}${ms.toFixed(0).padStart(6)} ms  ${perSecond} rows/s  ${ratio} of COPY\n`,
    )
  }
  process.stdout.write(`   memory grew by ${(memory.most / 1e6).toFixed(0)} MB at the most while a file was written\n`)
}

async function writeExport(owner: Person, format: ExportFormat, memory: { most: number }): Promise<void> {
  const encoder = new TextEncoder()
  const before = process.memoryUsage.rss()
  const source = { actor: owner, address: owner.bucketId, search: EMPTY_SEARCH }
  for await (const text of exportText(source, format)) {
    encoder.encode(text)
    memory.most = Math.max(memory.most, process.memoryUsage.rss() - before)
  }
}
