import { useActionState, useEffect, useRef } from 'react'

/**
 * `useActionState` with the properties of its `<form>`. Once it is refused, the focus goes to the first field that is
 * wrong; `onDone` runs once it went through and is still there. What does not fit is said in our words by the server,
 * never by a bubble of the browser’s.
 */
export function usePostedForm<State>(
  action: (state: State | null, form: FormData) => Promise<State | null>,
  onDone?: (form: HTMLFormElement) => void,
) {
  const ref = useRef<HTMLFormElement>(null)
  const wasPending = useRef(false)
  const [state, submit, pending] = useActionState<State | null, FormData>(action, null)

  useEffect(() => {
    if (state) ref.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [state])

  useEffect(() => {
    if (wasPending.current && !pending && !state && ref.current) onDone?.(ref.current)
    wasPending.current = pending
  })

  return { state, pending, form: { ref, action: submit, 'aria-busy': pending, noValidate: true } }
}
