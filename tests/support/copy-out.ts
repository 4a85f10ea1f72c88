import pg from 'pg'

/** Runs a `COPY … TO STDOUT` and counts the bytes that come, keeping none: as fast as rows leave a database. */
export async function copyOut(databaseUrl: string, text: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await new Promise<number>((resolve, reject) => {
      const copy = new Copy(text, (error) => (error ? reject(error) : resolve(copy.bytes)))
      client.query(copy)
    })
  } finally {
    await client.end()
  }
}

// The driver hands the messages of a COPY to the query under way, and its own passes over them.
class Copy extends pg.Query {
  bytes = 0

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.bytes += chunk.length
  }
}
