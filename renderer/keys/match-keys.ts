import { IS_MAC } from './key-labels.ts'

/** The part of a keyboard event that decides. */
export interface Press {
  /** Undefined where a browser fills a field by itself: it tells of that as a press without a key. */
  key: string | undefined
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  Enter: 'enter',
  Escape: 'escape',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ' ': 'space',
  Backspace: 'backspace',
}

/**
 * One press as a chord: `mod+enter`, `alt+up`, `shift+j`, `?`, `j`. `mod` is ⌘ on a Mac and Ctrl elsewhere. A sign that is typed
 * with Shift (`?`, `[`) is named by the sign alone, because where it lies differs by keyboard. Null: only a modifier, or on a Mac
 * Ctrl, which moves in a text there.
 */
export function chordOf(press: Press, isMac: boolean = IS_MAC): string | null {
  if (press.key === undefined || (isMac && press.ctrlKey)) return null
  if (['Shift', 'Control', 'Alt', 'Meta', 'Dead', 'Unidentified', 'Process'].includes(press.key)) return null
  const key = KEY_NAMES[press.key] ?? press.key.toLowerCase()
  const isLetterOrName = key.length > 1 || key.toUpperCase() !== key
  return [
    ...(press.ctrlKey || press.metaKey ? ['mod'] : []),
    ...(press.altKey ? ['alt'] : []),
    ...(press.shiftKey && isLetterOrName ? ['shift'] : []),
    key,
  ].join('+')
}

/** What a key that is held down does again: it moves. Nothing is decided or turned over and over by a key that was not let go. */
export const doesRepeat = (chord: string): boolean => /^(?:shift\+)?(?:[jk[\]]|up|down|left|right)$/.test(chord)

export interface KeyMatch<T> {
  /** The command to run. */
  command: T | null
  /** What was typed of a longer sequence so far; '' if none begins this way. */
  pending: string
}

/** The last command whose keys were typed; those registered later go first. `pending`: what the press before left. */
export function matchKeys<T extends { keys: string }>(
  commands: readonly T[],
  pending: string,
  chord: string,
): KeyMatch<T> {
  const typed = pending === '' ? chord : `${pending} ${chord}`
  const command = commands.findLast(({ keys }) => keys === typed) ?? null
  if (command) return { command, pending: '' }
  if (commands.some(({ keys }) => keys.startsWith(`${typed} `))) return { command: null, pending: typed }
  return pending === '' ? { command: null, pending: '' } : matchKeys(commands, '', chord)
}
