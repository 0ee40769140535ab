/** What an application does by the custom of its system. */
export interface Customs {
  /** An icon in the dock leads back to an application that has no window, which therefore goes on without one. */
  livesInDock: boolean
  /** How the icon tells how many questions wait: the system draws a number, or we draw a picture over the icon. */
  badge: 'number' | 'overlay'
  /** Where repositories that were used lately are offered beside the windows; null: nowhere. */
  recent: 'dock' | 'jump_list' | null
  tray: {
    /** Pixels on each side, at two a point. */
    size: number
    /** Drawn black, for a bar that gives it its own colour. */
    isTemplate: boolean
    /** A click opens the window; otherwise the system opens the menu. */
    opensByClick: boolean
    /** A number can stand beside it. */
    hasTitle: boolean
  }
}

const TASK_BAR: Customs = {
  livesInDock: false,
  badge: 'number',
  recent: null,
  tray: { size: 48, isTemplate: false, opensByClick: true, hasTitle: false },
}
const WINDOWS: Customs = { ...TASK_BAR, badge: 'overlay', recent: 'jump_list' }
const MACOS: Customs = {
  livesInDock: true,
  badge: 'number',
  recent: 'dock',
  tray: { size: 36, isTemplate: true, opensByClick: false, hasTitle: true },
}

/** Pure. Linux' customs are those of every system that is not named. */
export function customsOf(platform: NodeJS.Platform): Customs {
  if (platform === 'darwin') return MACOS
  return platform === 'win32' ? WINDOWS : TASK_BAR
}
