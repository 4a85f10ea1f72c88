import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { BackupError } from './backup-error'

/*
 * A backup is gzipped text: a line of JSON about the whole, a COPY statement with its rows for each table, as psql reads
 * them, a line of JSON with what has to be in it, and a hash of all lines before. So `zcat` shows what is in it, and no
 * program of ours is needed to get at the rows.
 */

const TITLE = '-- moviebucket backup '
const END = '-- end '
const HASH = '-- sha256 '
const ROWS_END = '\\.'
const LONGEST_LINE = 1_000_000

const headSchema = z.object({
  format: z.number(),
  /** ISO 8601 in UTC: the moment of the snapshot. */
  takenAt: z.iso.datetime(),
  /** The last migration of the schema: its name, and `when` as the journal has it. */
  schema: z.object({ name: z.string(), when: z.number() }),
  postgres: z.string(),
})

const endSchema = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.number(), sha256: z.string() })),
  /** The sequences in `setval` terms; the last value is a text because it may have 64 bits. */
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
})

export const FORMAT = 1

/** What the first line of a backup says. */
export type Head = z.infer<typeof headSchema>

/** What the end of a backup says has to be in it. */
export type End = z.infer<typeof endSchema>

/** The rows of a table: as many as `rows`, and the hash of their COPY text in the order of the primary key. */
export type Sum = End['tables'][number]

/** One part of a backup, in this order: the head, each table, the end. */
export type Part =
  | { kind: 'head'; head: Head }
  | { kind: 'table'; copy: string; rows: AsyncGenerator<Buffer> }
  | { kind: 'end'; end: End }

/** What to write: each table's COPY statement and rows, and what only the end knows. */
export type Content = {
  head: Head
  tables: { name: string; write: string; rows: () => AsyncIterable<Buffer> }[]
  sequences: () => Promise<End['sequences']>
}

/** Makes the bytes of a backup, before gzip; returns what its end says. */
export async function* backupBytes(content: Content): AsyncGenerator<Buffer, End> {
  const whole = createHash('sha256')
  const put = (piece: Buffer | string) => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    whole.update(bytes)
    return bytes
  }
  yield put(`${TITLE}${JSON.stringify(content.head)}\n`)
  const tables: Sum[] = []
  for (const { name, write, rows } of content.tables) {
    yield put(`${write}\n`)
    const sum = makeSum(name)
    for await (const piece of rows()) {
      sum.add(piece)
      yield put(piece)
    }
    yield put(`${ROWS_END}\n`)
    tables.push(sum.end())
  }
  const end = { tables, sequences: await content.sequences() }
  yield put(`${END}${JSON.stringify(end)}\n`)
  yield Buffer.from(`${HASH}${whole.digest('hex')}\n`)
  return end
}

/** Counts and hashes the rows of a table in COPY's text format, a piece at a time. */
export function makeSum(name: string): { add(piece: Buffer): void; end(): Sum } {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(piece) {
      hash.update(piece)
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++
    },
    end: () => ({ name, rows, sha256: hash.digest('hex') }),
  }
}

/**
 * Reads a backup part by part; the rows of a table have to be read before the next part is asked for.
 * @throws {BackupError} when the file is no backup, of a later format, cut off or altered; what follows an altered place
 * may have been handed out by then
 */
export async function* readParts(file: string): AsyncGenerator<Part> {
  const lines = lineReader(piecesOf(file))
  const first = await lines.next()
  if (!first?.startsWith(TITLE)) throw new BackupError(`${file} is no backup of moviebucket.`)
  const { format } = parseJson(first.slice(TITLE.length), z.object({ format: z.number() }), file)
  if (format > FORMAT)
    throw new BackupError(
      `${file} was made by a later version of moviebucket (format ${format}). Restore it with that version.`,
    )
  yield { kind: 'head', head: parseJson(first.slice(TITLE.length), headSchema, file) }
  for (;;) {
    const line = await lines.next()
    if (line?.startsWith('COPY ')) yield { kind: 'table', copy: line, rows: lines.rows() }
    else if (line?.startsWith(END)) {
      yield { kind: 'end', end: parseJson(line.slice(END.length), endSchema, file) }
      const hash = lines.digest()
      if ((await lines.next()) === `${HASH}${hash}` && (await lines.next()) === null) return
      throw damaged(file)
    } else throw damaged(file)
  }
}

export const damaged = (file: string) =>
  new BackupError(`${file} is cut off or altered: its content does not have its checksum. Restore another backup.`)

async function* piecesOf(file: string): AsyncGenerator<Buffer> {
  const stream = createReadStream(file)
  const unzipped = createGunzip({ chunkSize: 256 * 1024 })
  stream.on('error', (error) => unzipped.destroy(error))
  try {
    yield* stream.pipe(unzipped)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new BackupError(`There is no file ${file}.`)
    if (/incorrect header/.test((error as Error).message)) throw new BackupError(`${file} is no backup of moviebucket.`)
    if (code?.startsWith('Z_')) throw damaged(file)
    throw new BackupError(`${file} cannot be read (${code}).`)
  } finally {
    stream.destroy()
    unzipped.destroy()
  }
}

function parseJson<T>(text: string, schema: z.ZodType<T>, file: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw damaged(file)
  }
}

/** Reads lines and, with `rows`, everything up to the line that ends a table's rows. */
function lineReader(pieces: AsyncGenerator<Buffer>) {
  const whole = createHash('sha256')
  let rest: Buffer = Buffer.alloc(0)
  const more = async () => {
    const { value, done } = await pieces.next()
    if (!done) rest = rest.length > 0 ? Buffer.concat([rest, value]) : value
    return !done
  }
  const take = (length: number) => {
    const taken = rest.subarray(0, length)
    rest = rest.subarray(length)
    whole.update(taken)
    return taken
  }
  const next = async (): Promise<string | null> => {
    let at = rest.indexOf(10)
    while (at < 0) {
      if (rest.length > LONGEST_LINE || !(await more())) return null
      at = rest.indexOf(10)
    }
    return take(at + 1).toString('utf8', 0, at)
  }
  async function* rows(): AsyncGenerator<Buffer> {
    // Only whole lines are handed out, so that one that ends the rows is never cut in two.
    for (;;) {
      const end = rest.indexOf(`\n${ROWS_END}\n`)
      if (rest.indexOf(`${ROWS_END}\n`) === 0) break
      const whole = end >= 0 ? end + 1 : rest.lastIndexOf(10) + 1
      if (whole > 0) yield take(whole)
      else if (!(await more())) return
    }
    take(ROWS_END.length + 1)
  }
  return { next, rows, digest: () => whole.copy().digest('hex') }
}
