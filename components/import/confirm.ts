/**
 * Has what is ready added, and tells how many movies are in so far as the server says it, line by line.
 * @returns why nothing was added, or null
 */
export async function confirmImport(path: string, onAdded: (count: number) => void): Promise<string | null> {
  try {
    const answer = await fetch(path, { method: 'POST', headers: { accept: 'application/x-ndjson' } })
    if (!answer.ok || !answer.body) return (await answer.json()).detail
    let held = ''
    for await (const text of texts(answer.body)) {
      held += text
      const lines = held.split('\n')
      held = lines.pop() ?? ''
      for (const line of lines.map((line) => JSON.parse(line))) {
        if (line.added) onAdded(line.added)
        if (line.failure) return line.failure.message
        if (line.done) return null
      }
    }
  } catch {
    // Told below.
  }
  return 'The connection broke off. What was begun is carried on: load this page again to see what came of it.'
}

async function* texts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader() as ReadableStreamDefaultReader<string>
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    yield value
  }
}
