import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageResponse } from 'next/og'
import { listPicture } from '@/app/p/[key]/open-page'
import { ShelfPicture } from '@/components/movies/shelf/shelf-picture'
import { PICTURE } from '@/domain/shelf/picture'
import { requireRate } from '@/server/rate-limit'
import { publicRoute } from '@/server/route'

// Drawing takes a processor for half a second: not as often as somebody likes.
const A_MINUTE = 60

let font: Promise<Buffer> | undefined

/** The picture of a public page's shelf, for where its address is shown with a preview. */
export const GET = publicRoute<RouteContext<'/p/[key]/opengraph-image'>>('sharePicture', async (_, { params }) => {
  const { key } = await params
  const { name, total, movies } = await listPicture(key)
  await requireRate('public:sharePicture', A_MINUTE)
  font ??= readFile(join(process.cwd(), 'app/fonts/archivo-latin-600.woff'))
  const image = new ImageResponse(<ShelfPicture name={name} total={total} movies={movies} />, {
    ...PICTURE,
    fonts: [{ name: 'Archivo', data: await font, weight: 600 }],
    // A page that is shut shows its picture to nobody.
    headers: { 'cache-control': 'no-store' },
  })
  // Drawn here, so that a failure is told and not a broken stream.
  return new Response(await image.arrayBuffer(), { headers: image.headers })
})
