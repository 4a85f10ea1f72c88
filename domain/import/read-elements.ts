import { Parser } from 'htmlparser2'
import { AppError } from '@/domain/result'

const DEEPEST = 100

/** What a reader does at each element and text; names are as the file has them. */
export type ElementHandler = {
  open(name: string, attributes: Record<string, string>): void
  close(name: string): void
  text?(text: string): void
}

/**
 * Makes a reader of XML, or of HTML, that comes in pieces. It holds nothing but the names of the elements that are open, and knows
 * no entities but those of XML itself: a document type that declares others expands nothing and fetches nothing.
 * @throws {AppError} `invalid` for elements nested more than 100 levels deep
 */
export function makeElementReader(
  handler: ElementHandler,
  { html = false } = {},
): { write(text: string): void; end(): void } {
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > DEEPEST)
          throw new AppError(
            'invalid',
            `This XML is nested more than ${DEEPEST} levels deep: there is no list of movies in it.`,
          )
        handler.open(name, attributes)
      },
      onclosetag(name) {
        depth--
        handler.close(name)
      },
      ontext: handler.text,
    },
    { xmlMode: !html, decodeEntities: true },
  )
  return { write: (text) => parser.write(text), end: () => parser.end() }
}
