import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import type { ReactNode } from 'react'
import { Collection } from '@/components/movies/collection'
import { MovieServer } from './movie-server'

/** Next's router as far as components use it: it notes where it was sent. */
export class Router {
  readonly went: string[] = []
  refreshed = 0
  /** Called when the page is to be rendered anew. */
  onRefresh = () => {}
  readonly instance: AppRouterInstance = {
    push: (href) => void this.went.push(`push ${href}`),
    replace: (href) => void this.went.push(`replace ${href}`),
    refresh: () => {
      this.refreshed++
      this.onRefresh()
    },
    back: () => {},
    forward: () => {},
    prefetch: () => {},
    bfcacheId: '0',
  }
}

/** Renders a part of a bucket's screen with a server and a router behind it. */
export function renderInBucket(part: ReactNode, server = new MovieServer()) {
  const router = new Router()
  const user = userEvent.setup({ delay: null })
  const wrapped = (content: ReactNode) => (
    <AppRouterContext value={router.instance}>
      <Collection bucketId="bucket" actions={server.actions}>
        {content}
      </Collection>
    </AppRouterContext>
  )
  const view = render(wrapped(part))
  return { ...view, rerender: (next: ReactNode) => view.rerender(wrapped(next)), server, router, user }
}
