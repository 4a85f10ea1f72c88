/** A file's bytes as a network delivers them: in chunks of this size. */
export async function* bytesOf(file: string | Uint8Array, chunk = 64_000): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
}

/** All values of a generator. */
export async function readAll<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

/** The lines of moviebucket's own CSV with this many movies, all different. */
export function* ownCsvLines(count: number): Generator<string> {
  yield 'title,format,length,releaseYear,rating\n'
  const formats = ['VHS', 'DVD', 'Streaming']
  for (let n = 0; n < count; n++)
    yield `"Movie ${(n * 7919) % count}, the ${n}th",${formats[n % 3]},${n % 501},${1900 + (n % 120)},${1 + (n % 5)}\n`
}
