import pg from 'pg'
import { withDatabase } from '@/tests/support/database/sql'

/** Runs a `COPY … TO STDOUT` and hands over what comes: as fast as rows leave a database. */
export function copyOut(text: string, onData: (chunk: Buffer) => void): Promise<void> {
  return run((done) => new Copy(text, done, { onData }))
}

/** Runs a `COPY … FROM STDIN` of these bytes: as fast as rows come into a database. */
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

// The driver hands the messages of a COPY to the query under way, and its own passes over them.
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
