import type { Format } from '@/domain/movies/movie'
import { FormatGlyph } from './format-glyph'

const looks: Record<Format, string> = {
  VHS: 'bg-vhs-soft text-vhs',
  DVD: 'bg-dvd-soft text-dvd',
  Streaming: 'bg-streaming-soft text-streaming',
}

export function FormatBadge({ format, className = '' }: { format: Format; className?: string }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-sm px-2 py-0.5 text-xs font-semibold whitespace-nowrap ${looks[format]} ${className}`}
    >
      <FormatGlyph format={format} className="-ml-0.5 h-[11px] w-[17px]" />
      {format}
    </span>
  )
}
