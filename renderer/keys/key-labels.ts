import * as TEXT from '../words/texts/keys.ts'

export const IS_MAC = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

const NAMES: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: TEXT.esc,
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  space: 'Space',
  backspace: '⌫',
}

/**
 * What stands on the caps: one label per key of a sequence. `g h` gives G and H; `mod+enter` gives ⌘↵ on a Mac, Ctrl+↵ elsewhere.
 */
export function keyLabels(keys: string, isMac: boolean = IS_MAC): string[] {
  return keys.split(' ').map((chord) => {
    const parts = chord.split('+')
    const key = parts.at(-1) ?? ''
    const name = NAMES[key] ?? (/^(?:.|f\d+)$/.test(key) ? key.toUpperCase() : key)
    const modifiers = parts.slice(0, -1).map((part) => modifierLabel(part, isMac))
    return [...modifiers, name].join(isMac ? '' : modifiers.length > 0 ? '+' : '')
  })
}

function modifierLabel(part: string, isMac: boolean): string {
  if (part === 'mod') return isMac ? '⌘' : 'Ctrl'
  if (part === 'alt') return isMac ? '⌥' : 'Alt'
  return isMac ? '⇧' : 'Shift'
}

/** The value of `aria-keyshortcuts`. */
export function ariaKeys(keys: string, isMac: boolean = IS_MAC): string {
  return keys
    .split(' ')
    .map((chord) =>
      chord
        .replace('mod', isMac ? 'Meta' : 'Control')
        .replace('alt', 'Alt')
        .replace('shift', 'Shift')
        .replace('enter', 'Enter')
        .replace('escape', 'Escape'),
    )
    .join(' ')
}
