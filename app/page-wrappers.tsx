import 'server-only'
import { ErrorScreen } from '@/components/ui/error-screen'
import { pageWrappers } from '@/server/page'

/** The only ways to make a page: `page` for a signed-in person, `publicPage` for everyone. */
export const { page, publicPage } = pageWrappers((failure) => <ErrorScreen {...failure} />)
