import { showsNoTitleOf } from '../unshared.ts'

export {
  noConsoleErrors,
  noUncaughtExceptions,
  noUnhandledPromiseRejections,
} from '@antithesishq/bombadil/browser/defaults/properties'
export { use } from '../actions.ts'
export { noAnswerIsAFailure, noScreenShowsAnError } from '../errors.ts'
export { undoRestoresTheList } from '../undo.ts'

export const noTitleThatWasNotShared = showsNoTitleOf('Ivory', 'Olive')
