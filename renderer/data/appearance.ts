import { type Appearance, DENSITIES, MOTIONS, THEMES } from '../../shared/settings/appearance.ts'

const KEPT = 'triptych.appearance'
const PLAIN: Appearance = { theme: 'system', density: 'standard', motion: 'system' }

/** What the style sheets read off the page's root. */
export function showAppearance(appearance: Appearance): void {
  Object.assign(document.documentElement.dataset, appearance)
}

/** Kept for the next start, so that the window does not begin in another colour. */
export function keepAppearance(appearance: Appearance): void {
  localStorage.setItem(KEPT, JSON.stringify(appearance))
}

export function showKeptAppearance(): void {
  showAppearance(keptAppearance(localStorage.getItem(KEPT)))
}

/** Pure. Whatever is not understood is as where nothing is set. */
export function keptAppearance(text: string | null): Appearance {
  const kept = parsed(text ?? '{}')
  const wordOf = <T extends string>(name: string, words: readonly T[], plain: T): T =>
    words.find((word) => word === kept.get(name)) ?? plain
  return {
    theme: wordOf('theme', THEMES, PLAIN.theme),
    density: wordOf('density', DENSITIES, PLAIN.density),
    motion: wordOf('motion', MOTIONS, PLAIN.motion),
  }
}

function parsed(text: string): Map<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return new Map(Object.entries(value ?? {}))
  } catch {
    return new Map() // Written by another version, or by hand.
  }
}
