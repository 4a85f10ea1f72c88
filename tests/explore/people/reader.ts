import { exploring } from '../actions.ts'
import { showsNoTitleAfterLeaving, showsNoTitleOf } from '../unshared.ts'

export {
  noConsoleErrors,
  noUncaughtExceptions,
  noUnhandledPromiseRejections,
} from '@antithesishq/bombadil/browser/defaults/properties'
export { noAnswerIsAFailure, noScreenShowsAnError } from '../errors.ts'
export { undoRestoresTheList } from '../undo.ts'

export const noTitleThatWasNotShared = showsNoTitleOf('Amber', 'Ivory', 'Olive')
export const noTitleAfterLeaving = showsNoTitleAfterLeaving('Cobalt')

/** Leaves Cobalt sooner or later, and looks for it. */
export const use = exploring(/^(Buckets, now in .*|Shared with me|Leave… \(Cobalt\)|Leave Cobalt|Cobalt.*)$/)
