import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ImageResponse } from 'next/og'
import { listPicture } from '@/app/p/[key]/open-page'
import { ShelfPicture } from '@/components/movies/shelf/shelf-picture'
import { inBucket } from '@/db/buckets/access'
import { PICTURE } from '@/domain/shelf/picture'
import { requirePublicRate } from '@/server/public-rate'
import { publicRoute } from '@/server/route'

// Drawing takes half a second of processor time.
const A_MINUTE = { anAddress: 20, aBucket: 60 }

let font: Promise<Buffer> | undefined

/** Draws the shelf of a public page, for previews of its address. */
export const GET = publicRoute<RouteContext<'/p/[key]/opengraph-image'>>('sharePicture', async (_, { params }) => {
  const { key } = await params
  const id = await inBucket(null, key, 'readMovies', async ({ bucket }) => bucket.id)
  await requirePublicRate('sharePicture', id, A_MINUTE)
  const { name, total, movies } = await listPicture(key)
  font ??= readFile(join(process.cwd(), 'app/fonts/archivo-latin-600.woff'))
  const image = new ImageResponse(<ShelfPicture name={name} total={total} movies={movies} />, {
    ...PICTURE,
    fonts: [{ name: 'Archivo', data: await font, weight: 600 }],
    // A closed page must not show its picture to anyone.
    headers: { 'cache-control': 'no-store' },
  })
  // Drawn before the answer begins, so that a failure is an error and not a broken stream.
  return new Response(await image.arrayBuffer(), { headers: image.headers })
})
