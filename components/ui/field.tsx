import { type ComponentProps, type ReactNode, useId } from 'react'

/** The attributes that tie a control to its label, hint and error. */
export type FieldControl = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string
  id?: string
  className?: string
  children: (control: FieldControl) => ReactNode
}

const control =
  'w-full rounded border border-control bg-surface px-3 text-base text-ink transition-colors hover:border-ink ' +
  'min-h-11 sm:min-h-10 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted ' +
  // Phones zoom into a control whose text is smaller than 16 px.
  'max-sm:text-[1rem] ' +
  'aria-invalid:border-danger aria-invalid:shadow-[inset_0_0_0_1px_var(--danger)]'

/** A label, the control, and below it the error and the hint. */
export function Field({ label, hint, error, id, className = '', children }: FieldProps) {
  const generated = useId()
  const controlId = id ?? generated
  const describedBy = [error && `${controlId}-error`, hint && `${controlId}-hint`].filter(Boolean).join(' ')
  return (
    <div className={`flex flex-col gap-1 ${className}`}>
      <label htmlFor={controlId} className="text-sm font-semibold">
        {label}
      </label>
      {children({
        id: controlId,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      <FieldMessages id={controlId} hint={hint} error={error} />
    </div>
  )
}

/** The error and the hint below a control, with the ids `<id>-error` and `<id>-hint`. */
export function FieldMessages({ id, hint, error }: { id: string; hint?: ReactNode; error?: string }) {
  return (
    <>
      {error && (
        <p id={`${id}-error`} className="text-sm text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
    </>
  )
}

export function Input({ className = '', ...rest }: ComponentProps<'input'>) {
  return <input className={`${control} ${className}`} {...rest} />
}

export function Select({ className = '', ...rest }: ComponentProps<'select'>) {
  return <select className={`${control} pr-8 ${className}`} {...rest} />
}

type Labelled = Omit<FieldProps, 'children' | 'className'>

/** A labelled text input; takes every property of an input, react-hook-form's `register()` included. */
export function TextField({ label, hint, error, id, className, ...rest }: ComponentProps<'input'> & Labelled) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(wiring) => <Input {...rest} {...wiring} />}
    </Field>
  )
}

export function SelectField({ label, hint, error, id, className, ...rest }: ComponentProps<'select'> & Labelled) {
  return (
    <Field label={label} hint={hint} error={error} id={id} className={className}>
      {(wiring) => <Select {...rest} {...wiring} />}
    </Field>
  )
}
