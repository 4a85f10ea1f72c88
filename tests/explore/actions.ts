import type { ActionGenerator, Tree } from '@antithesishq/bombadil'
import { type ActionTemplate, actions, extract, getFingerprint, weighted } from '@antithesishq/bombadil/browser'
import { back, forward, reload, scroll } from '@antithesishq/bombadil/browser/defaults/actions'
import { clicked, isLeaving, nameOfTarget, saved, undoable } from './screen.ts'

/** What ends the exploration. */
const AVOIDED = /^(Sign out|Delete (my|this) account|Delete account)/

/** How many times the list is read after Undo, so that it is drawn again before the next change. */
const WAITS_AFTER_UNDO = 3
/** How long a page is awaited. An impatient person clicks the next link first, but then no page is seen. */
const WAITS_FOR_PAGE = 3
let waits = 0

/** What changes something, mostly. */
const CHANGING = 'tr input[type="range"], tr [data-action], tr button, dialog button, main details[open] form button'

/** What a person can click: it lies in the window with nothing over it. Bombadil's own list has links of closed menus. */
const targets = extract(({ document, window }) =>
  [...document.querySelectorAll<HTMLElement>('a[href], button:enabled, input:enabled, label, summary')].flatMap(
    (element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const point = { x: left + width / 2, y: top + height / 2 }
      const hit = document.elementFromPoint(point.x, point.y)
      const isHit = hit !== null && (element.contains(hit) || hit.contains(element))
      const isAway = element instanceof HTMLAnchorElement && element.origin !== window.location.origin
      const isFile = element instanceof HTMLInputElement && element.type === 'file'
      if (!isHit || isAway || isFile || !element.checkVisibility()) return []
      const changes = element.matches(CHANGING)
      return [{ changes, click: { Click: { fingerprint: { ...getFingerprint(element) }, point } } }]
    },
  ),
)

/** How often each name was clicked: what was clicked less is more likely, so that every screen has its turn. */
const times = new Map<string, number>()

const clicks = actions(() => ({
  branches: clicksOn(({ click }) => !AVOIDED.test(nameOfTarget(click))).map((value): [number, Tree<ActionTemplate>] => {
    const before = times.get(nameOfTarget(value)) ?? 0
    return [Math.max(1, Math.round(100 / (1 + before) ** 2)), { value }]
  }),
}))
const changes = actions(() => clicksOn((target) => target.changes))
const undo = actions(() => (undoable.current ? clicksOn(({ click }) => nameOfTarget(click) === 'Undo') : []))

function clicksOn(isChosen: (target: (typeof targets.current)[number]) => boolean): ActionTemplate[] {
  return targets.current.filter(isChosen).map(({ click }) => click)
}

const isTyping = extract(
  ({ document: { activeElement: active } }) =>
    active instanceof HTMLInputElement && ['text', 'search', 'email', 'password'].includes(active.type),
)

/** Text of any kind, numbers that fit and do not fit, and titles as people type them. */
const TEXTS = [
  { Text: [1, 12] as [number, number] },
  { Regexp: '[1-9][0-9]{0,3}' },
  { Regexp: '[A-Z][a-z]{2,8} [a-z]{3}' },
]
const KEYS = { backspace: 8, tab: 9, enter: 13, escape: 27 }

const typing = actions(() => {
  if (!isTyping.current) return []
  const texts = TEXTS.map((text): ActionTemplate => ({ TypeText: { text, delayMillis: [0, 2] } }))
  return [...texts, ...Object.values(KEYS).map((code) => ({ PressKey: { code } }))]
})

/** Use of the product at random, one action after the other: a change is saved before the next. */
export const use = exploring(/^$/)

/** The same by a person who clicks some things more than others. */
export function exploring(favourites: RegExp): ActionGenerator<ActionTemplate> {
  const anything = weighted([
    [40, clicks],
    [15, changes],
    [30, undo],
    [15, actions(() => clicksOn(({ click }) => favourites.test(nameOfTarget(click))))],
    [15, typing],
    [3, scroll],
    [2, back],
    [1, forward],
    [1, reload],
  ])
  return actions(() => {
    if (clicked.current) times.set(clicked.current, (times.get(clicked.current) ?? 0) + 1)
    if (clicked.current === 'Undo') waits = WAITS_AFTER_UNDO
    else if (isLeaving.current) waits = WAITS_FOR_PAGE
    if (!saved.current || waits-- > 0) return ['Wait']
    return anything.generate()
  })
}
