import pg from 'pg'

/** A statement as it went to the database, and how many rows it found; null if no caller waited for the answer. */
export type Statement = { text: string; values: unknown[]; rows: number | null }

let heard: Statement[] | null = null
let interruption: { before: (text: string) => Promise<void>; busy: boolean; underWay: Promise<void> } | null = null
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown

/** Listens to every statement of this process from now on. */
export function listenToStatements(): void {
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const own = interruption
    if (own && !own.busy) return interrupted(own, args).then(() => query.apply(this, args))
    const answer = query.apply(this, args)
    if (!heard) return answer
    const [first, second] = args as [string | { text: string; values?: unknown[] }, unknown]
    const values = typeof first === 'object' && first.values ? first.values : Array.isArray(second) ? second : []
    const statement: Statement = { text: typeof first === 'string' ? first : first.text, values, rows: null }
    heard.push(statement)
    if (!(answer instanceof Promise)) return answer
    return answer.then((result: pg.QueryResult) => {
      statement.rows = result.rowCount ?? null
      return result
    })
  } as typeof pg.Client.prototype.query
}

/** All statements of some work, and its result; a refusal is a result as well. */
export async function recordStatements(work: () => unknown): Promise<{ result: unknown; statements: Statement[] }> {
  const statements: Statement[] = []
  heard = statements
  try {
    const result = await Promise.resolve()
      .then(work)
      .catch((error: unknown) => error)
    return { result, statements }
  } finally {
    heard = null
  }
}

/**
 * Runs some work and, before each statement that it sends, `before`: what a person does at that moment on a connection
 * of their own. The work runs alone.
 */
export async function interruptStatements<T>(
  before: (text: string) => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  const own = { before, busy: false, underWay: Promise.resolve() }
  interruption = own
  try {
    return await work()
  } finally {
    interruption = null
    // A reader does not wait for its commit.
    await own.underWay
  }
}

async function interrupted(own: NonNullable<typeof interruption>, [first]: unknown[]): Promise<void> {
  own.busy = true
  own.underWay = own.before(typeof first === 'string' ? first : (first as { text: string }).text)
  try {
    await own.underWay
  } finally {
    own.busy = false
  }
}
