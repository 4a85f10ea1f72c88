/** Whether the screen is as narrow as a phone: movies have pages of their own there, not dialogs over the list. */
export function isPhone(): boolean {
  return matchMedia('(max-width: 640px)').matches
}
