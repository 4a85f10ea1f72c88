import { useActionState, useEffect, useRef } from 'react'

/**
 * `useActionState` with the properties of its `<form>`. After a refusal, focus goes to the first invalid field; after a
 * success, `onDone` runs if the form is still there. The server's messages replace the browser's own.
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
