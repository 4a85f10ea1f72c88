import type { Format } from '@/domain/movies/movie'

// One path each, on 24 × 16: a cassette's window with its two reels, a disc with its ring, a play mark.
const PATHS: Record<Format, string> = {
  VHS: 'M2 0h20a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2Zm5 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9Zm10 0a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9ZM7 6a2 2 0 1 1 0 4a2 2 0 0 1 0-4Zm10 0a2 2 0 1 1 0 4a2 2 0 0 1 0-4Z',
  DVD: 'M12 0a8 8 0 1 1 0 16a8 8 0 0 1 0-16Zm0 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13Zm0 3.2a3.3 3.3 0 1 1 0 6.6a3.3 3.3 0 0 1 0-6.6Zm0 1.9a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8Z',
  Streaming: 'M8 2.2a1 1 0 0 1 1.5-.87l9 5.8a1 1 0 0 1 0 1.74l-9 5.8A1 1 0 0 1 8 13.8Z',
}

/** The sign of a format, in the colour of the text around it. The word must stand beside it or in a label. */
export function FormatGlyph({ format, className }: { format: Format; className?: string }) {
  return (
    <svg viewBox="0 0 24 16" width="21" height="14" fill="currentColor" className={className} aria-hidden="true">
      <path fillRule="evenodd" d={PATHS[format]} />
    </svg>
  )
}
