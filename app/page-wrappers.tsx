import 'server-only'
import { ErrorScreen } from '@/components/ui/error-screen'
import { pageWrappers } from '@/server/page'

/** The only ways to make a page: `page` for signed-in people, `publicPage` for everyone. */
export const { page, publicPage } = pageWrappers((failure) => <ErrorScreen {...failure} />)
