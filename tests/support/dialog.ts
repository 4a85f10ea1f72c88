// jsdom has no modal dialogs: these do what the components count on. Browser tests have the real ones.

const openers = new WeakMap<HTMLDialogElement, Element | null>()

HTMLDialogElement.prototype.showModal ??= function () {
  if (this.open) throw new DOMException('The dialog is open already', 'InvalidStateError')
  openers.set(this, document.activeElement)
  this.setAttribute('open', '')
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
  if (key !== 'Escape' || !(dialog instanceof HTMLDialogElement)) return
  if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) dialog.close()
})
