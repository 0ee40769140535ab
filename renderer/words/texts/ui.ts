// What the controls say by themselves.
import type { Shown } from './shown.ts'

// dialog.tsx
export const close = 'close'

// dividers.tsx
export const widthOfLeftPanel = 'Width of the left panel'
export const widthOfRightPanel = 'Width of the right panel'
export const asItFits = 'as it fits'
export const pixels = (side: Shown): string => `${side} pixels`
export const dragOrMoveWithArrowKeys = 'Drag, or move with the arrow keys; Enter puts it back'

// notice.tsx
export const tryAgain = 'Try again'
export const reading = (what: Shown): string => `Reading ${what}…`

// pips.tsx
export const inProgress = 'in progress'

// wing.tsx
export const unfold = 'Unfold'
