// What jsdom lacks and the components count on; browser tests have the real things.

const openers = new WeakMap<HTMLDialogElement, Element | null>()
const modal = new WeakSet<HTMLDialogElement>()

HTMLDialogElement.prototype.show ??= function () {
  if (this.open) throw new DOMException('The dialog is open already', 'InvalidStateError')
  openers.set(this, document.activeElement)
  this.setAttribute('open', '')
}

HTMLDialogElement.prototype.showModal ??= function () {
  this.show()
  modal.add(this)
}

HTMLDialogElement.prototype.close ??= function () {
  if (!this.open) return
  this.removeAttribute('open')
  const opener = openers.get(this)
  if (opener instanceof HTMLElement) opener.focus()
  queueMicrotask(() => this.dispatchEvent(new Event('close')))
}

document.addEventListener('keydown', ({ key }) => {
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
  if (key !== 'Escape' || !(dialog instanceof HTMLDialogElement) || !modal.has(dialog)) return
  if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) dialog.close()
})

// In a closed dialog nothing can be focused.
const platformFocus = HTMLElement.prototype.focus
HTMLElement.prototype.focus = function (options) {
  if (!this.closest('dialog:not([open])')) platformFocus.call(this, options)
}

Element.prototype.scrollIntoView ??= () => {}

// Knows the one question that is asked: whether the window is as narrow as a phone.
window.matchMedia ??= (query) => {
  const widest = Number(/max-width: (\d+)px/.exec(query)?.[1])
  return { matches: window.innerWidth <= widest } as MediaQueryList
}
