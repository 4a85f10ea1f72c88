/** A control of a form with what was typed into it; a checkbox or radio button is on or off. */
type CarriedField = { name: string; label: string; value: string; checked?: boolean }
type CarriedForm = { hidden: string[]; fields: CarriedField[] }
type Carried = { path: string; forms: CarriedForm[] }
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const KEY = 'moviebucket.typed'
const NOTHING_TYPED = ['hidden', 'submit', 'button', 'reset', 'file', 'password', 'image']

let last: Carried | null = null

/** Notes the typed text of the page: all of the form that is being sent, and the changed fields of the others. */
export function noteTyped(sent?: HTMLFormElement): void {
  const forms = [...document.forms].map((form) => ({
    hidden: hiddenOf(form),
    fields: controlsOf(form)
      .filter((control) => form === sent || isEdited(control))
      .map(fieldOf),
  }))
  last = { path: location.pathname, forms: forms.filter(({ fields }) => fields.length > 0) }
}

/** Keeps what was noted on this page for its next loading in this tab. */
export function carryTyped(): void {
  if (last?.path !== location.pathname || last.forms.length === 0) return
  try {
    sessionStorage.setItem(KEY, JSON.stringify(last))
  } catch {
    // A browser that stores nothing keeps nothing.
  }
}

/** What was put into its form again, and the texts whose form is not on the page as it is now. */
export type Restored = { forms: number; homeless: { label: string; value: string }[] }

/** Puts what was carried to this page into its forms again, as if it were typed. Null if nothing was. */
export function restoreTyped(): Restored | null {
  const carried = take()
  if (!carried) return null
  const restored: Restored = { forms: 0, homeless: [] }
  for (const form of carried.forms) {
    const controls = controlsOf(bestMatch(form))
    const found = form.fields.map((field) => fill(controls, field))
    if (found.includes(true)) restored.forms++
    const lost = form.fields.filter(({ checked, value }, at) => !found[at] && checked === undefined && value.trim())
    restored.homeless.push(...lost.map(({ label, value }) => ({ label, value })))
  }
  return restored.forms + restored.homeless.length > 0 ? restored : null
}

function take(): Carried | null {
  try {
    const carried = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Carried | null
    if (carried?.path !== location.pathname) return null
    sessionStorage.removeItem(KEY)
    return carried
  } catch {
    return null
  }
}

/** The form that has the most of its fields. What forms of the same fields are about stands in hidden ones. */
function bestMatch({ hidden, fields }: CarriedForm): HTMLFormElement | undefined {
  const names = new Set(fields.map(({ name }) => name))
  const score = (form: HTMLFormElement) => {
    const shared = new Set(controlsOf(form).flatMap(({ name }) => (names.has(name) ? [name] : []))).size
    const about = hiddenOf(form).map((text) => (hidden.includes(text) ? 1 : -1))
    return shared && shared * 100 + about.reduce((sum: number, one) => sum + one, 0)
  }
  const [best] = [...document.forms].filter((form) => score(form) > 0).sort((one, other) => score(other) - score(one))
  return best
}

function fill(controls: Control[], { name, value, checked }: CarriedField): boolean {
  const control = controls.find((one) => one.name === name && (checked === undefined || one.value === value))
  if (!control) return false
  control.closest('details')?.setAttribute('open', '')
  if (checked !== undefined) {
    if ((control as HTMLInputElement).checked !== checked) control.click()
    return true
  }
  // React listens to the event and ignores a value that was set through its own setter.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value)
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }))
  return true
}

function fieldOf(control: Control): CarriedField {
  const { name, value, type, labels } = control
  const label = control.getAttribute('aria-label') ?? labels?.[0]?.firstChild?.textContent ?? name
  return { name, label, value, ...(/checkbox|radio/.test(type) && { checked: (control as HTMLInputElement).checked }) }
}

function isEdited(control: Control): boolean {
  if (control instanceof HTMLSelectElement)
    return [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected)
  if (control instanceof HTMLInputElement && /checkbox|radio/.test(control.type))
    return control.checked !== control.defaultChecked
  return control.value !== control.defaultValue
}

function controlsOf(form: HTMLFormElement | undefined): Control[] {
  const all = [...(form?.elements ?? [])].filter((element) => 'name' in element) as Control[]
  return all.filter(({ name, type }) => name && !NOTHING_TYPED.includes(type))
}

// The ids of actions change with the build, and they are what a page that is too old has wrong.
function hiddenOf(form: HTMLFormElement): string[] {
  const all = [...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')]
  return all.filter(({ name }) => !name.startsWith('$')).map(({ name, value }) => `${name}=${value}`)
}
