export const THEMES = ['system', 'light', 'dark'] as const
export const DENSITIES = ['standard', 'compact'] as const
export const MOTIONS = ['system', 'reduced'] as const

/** How the window looks. `system`: as the desktop has it. */
export interface Appearance {
  theme: (typeof THEMES)[number]
  density: (typeof DENSITIES)[number]
  motion: (typeof MOTIONS)[number]
}
