import * as z from 'zod'
import { SELECTION_LIMIT } from './selection'

/** A selection as a caller sends it. */
export const selectionSchema = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1, 'Select at least one movie').max(SELECTION_LIMIT) }),
  z.strictObject({ matching: z.string().max(2000), except: z.array(z.uuid()).max(SELECTION_LIMIT) }),
])
