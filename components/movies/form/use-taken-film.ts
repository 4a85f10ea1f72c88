import { useRef } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { TypedMovie } from '@/components/movies/state/typed-movie'
import { type Film, movieTitle } from '@/domain/facts/film'

const FACTS = ['releaseYear', 'length'] as const

/**
 * Takes a suggested film into the form: its title, and its year and length where nothing is typed or an earlier suggestion
 * stands. Says which of the two it filled in.
 */
export function useTakenFilm({ getValues, setValue, formState }: UseFormReturn<TypedMovie>) {
  const filledIn = useRef<Partial<TypedMovie>>({})
  return ({ title, releaseYear, length }: Film): (typeof FACTS)[number][] => {
    const set = (field: keyof TypedMovie, text: string) =>
      setValue(field, text, { shouldDirty: true, shouldValidate: formState.isSubmitted })
    const texts = { releaseYear: String(releaseYear), length: length === null ? '' : String(length) }
    set('title', movieTitle(title))
    return FACTS.filter((field) => {
      const typed = getValues(field)
      if (typed.trim() !== '' && typed !== filledIn.current[field]) return false
      filledIn.current[field] = texts[field]
      set(field, texts[field])
      return texts[field] !== ''
    })
  }
}
