import 'server-only'
import { ErrorScreen } from '@/components/ui/error-screen'
import { pageWrappers } from '@/server/page'
import { WithNotices } from './settings/with-notices'

/** The only ways to make a page: `page` for signed-in people, `publicPage` for everyone. */
export const { page, publicPage } = pageWrappers({
  showFailure: (failure) => <ErrorScreen {...failure} />,
  addNotices: (user, content) => <WithNotices user={user}>{content}</WithNotices>,
})
