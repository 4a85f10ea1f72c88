import { FormatGlyph } from '@/components/movies/format-glyph'
import { LogoMark } from '@/components/ui/logo'
import type { MovieValues } from '@/domain/movies/movie'
import { oklchToHex } from '@/domain/shelf/oklch'
import { drawable, fitInto, PICTURE } from '@/domain/shelf/picture'
import { SPINE_CHROMA, SPINE_INK, SPINE_SHAPES, spineGeometry, spineWidth } from '@/domain/shelf/spine'
import { counted } from '@/domain/text'

const SCALE = 1.75
const GAP = 4
const MARGIN = 64
const RADIUS = { VHS: '3px 3px 1px 1px', DVD: '12px 12px 1px 1px', Streaming: '32px 32px 4px 4px' } as const

type Props = { name: string; total: number; movies: readonly MovieValues[] }

/**
 * A shelf for Open Graph, drawn without a browser: only flex boxes, plain styles and plain colours work. Shows as many
 * movies as fit, in the order of their years: a spectrum.
 */
export function ShelfPicture({ name, total, movies }: Props) {
  const room = PICTURE.width - 2 * MARGIN
  const shown = fitInto(movies, ({ length }) => spineWidth(length) * SCALE, GAP, room)
  shown.sort((a, b) => a.releaseYear - b.releaseYear)
  return (
    <div style={{ ...column, width: '100%', height: '100%', background: '#fbf8f3', color: '#1e1a17' }}>
      <div style={{ ...row, alignItems: 'center', gap: 24, padding: `44px ${MARGIN}px 0` }}>
        <LogoMark size={88} />
        <div style={{ ...column, flex: 1 }}>
          <div style={{ display: 'block', fontSize: 60, lineHeight: 1.1, lineClamp: 2 }}>
            {drawable(name) || 'A shelf of films'}
          </div>
          <div style={{ ...row, fontSize: 28, color: '#5f564e' }}>{`${counted(total, 'film')} on moviebucket`}</div>
        </div>
      </div>
      <div style={{ ...row, flex: 1, alignItems: 'flex-end', gap: GAP, padding: `0 ${MARGIN}px` }}>
        {shown.map((movie, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, and two movies may be equal in all they show
          <PictureSpine key={index} movie={movie} />
        ))}
      </div>
      <div style={{ ...row, height: 16, background: '#cdb795', borderTop: '4px solid #ead9c0' }} />
      <div style={{ ...row, height: 44, background: '#b39b76' }} />
    </div>
  )
}

function PictureSpine({ movie }: { movie: MovieValues }) {
  const { width, height, lightness, hue, yearLabel, title } = spineGeometry(movie)
  const shape = SPINE_SHAPES[movie.format]
  const along = (shape.height - shape.head - shape.foot) * SCALE
  const across = (width - shape.inset) * SCALE
  return (
    <div
      style={{
        ...column,
        alignItems: 'center',
        width: width * SCALE,
        height: height * SCALE,
        color: SPINE_INK,
        background: oklchToHex(lightness, SPINE_CHROMA, hue),
        borderRadius: RADIUS[movie.format],
      }}
    >
      <div style={{ ...row, height: shape.head * SCALE, alignItems: 'center', color: SPINE_INK }}>
        <FormatGlyph format={movie.format} />
      </div>
      <div style={{ ...row, position: 'relative', width: across, height: along }}>
        <div
          style={{
            ...row,
            position: 'absolute',
            left: (across - along) / 2,
            top: (along - across) / 2,
            width: along,
            height: across,
            alignItems: 'center',
            transform: 'rotate(90deg)',
          }}
        >
          <div style={{ display: 'block', fontSize: title.fontSize * SCALE, lineHeight: 1.06, lineClamp: title.lines }}>
            {drawable(movie.title)}
          </div>
        </div>
      </div>
      <div style={{ ...row, gap: 2, marginTop: 6 }}>
        {[1, 2, 3, 4, 5].map((pip) => (
          <div
            key={pip}
            style={{
              ...row,
              width: 6,
              height: 6,
              borderRadius: 3,
              border: '1px solid #f7c843',
              background: pip <= movie.rating ? '#f7c843' : 'transparent',
            }}
          />
        ))}
      </div>
      <div style={{ ...row, marginTop: 8, fontSize: 18 }}>{yearLabel}</div>
    </div>
  )
}

const row = { display: 'flex' } as const
const column = { display: 'flex', flexDirection: 'column' } as const
