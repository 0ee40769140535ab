import type { Check } from '../../shared/views.ts'
import type { IconName } from '../ui/icon.tsx'

/** How the result of a check is told: icon, its colour, and the word that is read out. */
export const CHECK_LOOKS: Readonly<Record<Check['level'], { icon: IconName; colour: string; word: string }>> = {
  ok: { icon: 'done', colour: 'text-pass', word: 'Fine' },
  info: { icon: 'info', colour: 'text-ink-3', word: 'Note' },
  warning: { icon: 'warning', colour: 'text-gold', word: 'Warning' },
  error: { icon: 'failed', colour: 'text-fail', word: 'Problem' },
}
