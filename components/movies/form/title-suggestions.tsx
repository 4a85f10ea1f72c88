'use client'

import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { Field, Input } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { useEnhanced } from '@/components/ui/use-enhanced'
import type { Film } from '@/domain/facts/film'
import { formatLength } from '@/domain/movies/typed-values'
import { sayTaken, useSuggestions } from './use-suggestions'

type Props = ComponentProps<'input'> & {
  hint?: ReactNode
  error?: string
  /** Takes a film into the form, and says which fields beside the title it filled in. */
  onTake: (film: Film) => readonly string[]
}

/**
 * The field for a title, with films that the text may become: a combobox with a list (WAI-ARIA APG). Arrow keys choose,
 * Enter takes, Esc closes; without a choice every key does what it does in any other field.
 */
export function TitleSuggestions({ hint, error, onTake, onChange, onBlur, ...input }: Props) {
  const enhanced = useEnhanced()
  const listId = useId()
  const suggestions = useSuggestions()
  const { films, lookUp, note, count, open, active } = suggestions
  const optionId = (at: number) => `${listId}-${at}`

  const take = (film: Film) => {
    suggestions.close()
    suggestions.setSaid(sayTaken(film, onTake(film)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey || (count === 0 && !open))
      return
    const film = films[active]
    if (event.key === 'ArrowDown' && count > 0) suggestions.move(1)
    else if (event.key === 'ArrowUp' && count > 0) suggestions.move(-1)
    else if (event.key === 'Enter' && open && film) take(film)
    else if (event.key === 'Enter' && open && active >= 0) void suggestions.lookItUp()
    else if (event.key === 'Escape' && open) suggestions.close()
    else return
    // Neither the cursor moves, nor is the form sent or its dialog closed.
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Field label="Title" hint={hint} error={error}>
      {(wiring) => (
        <div className="relative">
          <Input
            {...input}
            {...wiring}
            {...(enhanced && {
              role: 'combobox',
              'aria-autocomplete': 'list',
              'aria-expanded': open,
              'aria-controls': open ? listId : undefined,
              'aria-activedescendant': open && active >= 0 ? optionId(active) : undefined,
            })}
            autoComplete="off"
            onChange={(event) => {
              onChange?.(event)
              void suggestions.type(event.target.value)
            }}
            onKeyDown={onKeyDown}
            onBlur={(event) => {
              suggestions.close()
              onBlur?.(event)
            }}
          />
          {open && (
            <div className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded border border-control bg-surface shadow-overlay">
              <div
                id={listId}
                role="listbox"
                tabIndex={-1}
                aria-label="Films"
                className="max-h-72 overflow-y-auto py-1"
              >
                {films.map((film, at) => (
                  <Option
                    // biome-ignore lint/suspicious/noArrayIndexKey: two films may be alike in all that is known of them
                    key={at}
                    id={optionId(at)}
                    active={at === active}
                    onActive={() => suggestions.setActive(at)}
                    onTake={() => take(film)}
                  >
                    <span className="min-w-0 wrap-anywhere">{film.title}</span>{' '}
                    <span className="ml-auto shrink-0 text-sm text-muted">
                      {film.releaseYear}
                      {film.length !== null && ` · ${formatLength(film.length)}`}
                    </span>
                  </Option>
                ))}
                {lookUp && (
                  <Option
                    id={optionId(films.length)}
                    active={active === films.length}
                    onActive={() => suggestions.setActive(films.length)}
                    onTake={() => void suggestions.lookItUp()}
                  >
                    <Icon name="lucide--search" className="size-4 text-muted" />
                    Look it up at {lookUp.name}
                  </Option>
                )}
              </div>
              {note && <p className="border-t px-3 py-2 text-xs text-muted">{note}</p>}
            </div>
          )}
          <span role="status" className="sr-only">
            {suggestions.said}
          </span>
        </div>
      )}
    </Field>
  )
}

type OptionProps = { id: string; active: boolean; onActive: () => void; onTake: () => void; children: ReactNode }

function Option({ id, active, onActive, onTake, children }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active) ref.current?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    <div
      ref={ref}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="flex min-h-11 cursor-pointer items-center gap-3 px-3 py-1 aria-selected:bg-accent-soft sm:min-h-9"
      // A press would take the focus from the field, and leaving the field closes the list.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={onActive}
      onClick={onTake}
    >
      {children}
    </div>
  )
}
