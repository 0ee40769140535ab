// What the keys do, as lists tell it.
import type { Shown } from './shown.ts'

// key-labels.ts
export const esc = 'Esc'

// use-list-keys.ts
export const next = (noun: Shown): string => `next ${noun}`
export const previous = (noun: Shown): string => `previous ${noun}`
export const first = (noun: Shown): string => `first ${noun}`
export const last = (noun: Shown): string => `last ${noun}`
