import pg from 'pg'
import { withDatabase } from '@/tests/support/database/sql'

/** Runs a `COPY … TO STDOUT`: as fast as rows can leave a database. `onData` gets each chunk. */
export function copyOut(text: string, onData: (chunk: Buffer) => void): Promise<void> {
  return run((done) => new Copy(text, done, { onData }))
}

/** Runs a `COPY … FROM STDIN` of these bytes: as fast as rows can get into a database. */
export function copyIn(text: string, bytes: Buffer): Promise<void> {
  return run((done) => new Copy(text, done, { bytes }))
}

type Done = (error?: Error | null) => void

function run(make: (done: Done) => Copy): Promise<void> {
  return withDatabase(undefined, (client) => {
    return new Promise((resolve, reject) => {
      client.query(make((error) => (error ? reject(error) : resolve())))
    })
  })
}

// The driver gives the messages of a COPY to the query that runs, and its own query class ignores them.
class Copy extends pg.Query {
  constructor(
    text: string,
    done: Done,
    private readonly side: { onData?: (chunk: Buffer) => void; bytes?: Buffer },
  ) {
    super(text, done)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.side.onData?.(chunk)
  }

  handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }): void {
    if (this.side.bytes) connection.sendCopyFromChunk(this.side.bytes)
    connection.endCopyFrom()
  }
}
