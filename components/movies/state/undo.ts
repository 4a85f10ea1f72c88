import type { Undo } from '@/domain/movies/change'
import { counted } from '@/domain/text'
import { type DoneChange, without } from './collection-state'
import type { Edits } from './edits'
import type { Tab } from './tab'

/** Takes back the last change of a tab. */
export function undoLast(tab: Tab, edits: Edits): Promise<void> {
  return undo(tab, edits, () => tab.getState().done.at(-1))
}

/** Takes back one change of a tab, if it is not undone by now. */
export function undoChange(tab: Tab, edits: Edits, change: DoneChange): Promise<void> {
  return undo(tab, edits, () => tab.getState().done.find((one) => one === change))
}

async function undo(tab: Tab, edits: Edits, choose: () => DoneChange | undefined): Promise<void> {
  if (tab.getState().undoing) return
  tab.set({ undoing: true, failure: null, undone: null })
  // The user means the change that is still under way.
  while (!tab.isIdle || !edits.queue.isEmpty) await Promise.all([edits.queue.idle(), tab.idle()])
  const change = choose()
  if (!change) return tab.set({ undoing: false })
  const { bucketId = tab.bucketId, changeId } = change
  const result = await tab.call(tab.actions.undoChange({ bucketId, changeId }))
  tab.set({ undoing: false })
  if (!result.ok) {
    if (result.code === 'not_found') forget(tab, change)
    return tab.showFailure(result.message)
  }
  forget(tab, change)
  // The page's rows still have the version from before: the next edit would meet this undo as a change made elsewhere.
  if (change.edited && result.data.count > 0) edits.queue.learn(change.edited.id, change.edited.version + 1)
  showUndone(tab, change, result.data)
  tab.refresh()
}

function forget(tab: Tab, change: DoneChange): void {
  tab.set({ done: tab.getState().done.filter((other) => other !== change), barShown: false })
}

function showUndone(tab: Tab, change: DoneChange, outcome: Undo): void {
  const { added, removed } = tab.getState()
  const announcement = undoneText(change, outcome)
  tab.set({
    added: added.filter(({ id }) => !change.movieIds.includes(id)),
    removed: without(removed, change.movieIds),
    announcement,
    ...(outcome.left > 0 ? { failure: announcement } : { undone: announcement }),
  })
}

function undoneText({ text }: DoneChange, { count, left }: Undo): string {
  if (left === 0) return `Undone: ${text}`
  const [were, stay] = left === 1 ? ['was', 'stays as it is'] : ['were', 'stay as they are']
  const kept = `${counted(left, 'movie')} ${were} changed since and ${stay}`
  return count === 0 ? `Not undone: ${text}. ${kept}.` : `Undone: ${text}. ${kept}.`
}
