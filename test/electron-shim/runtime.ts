import type { Chromium } from './chromium.ts'

/** What the application knows of a window without knowing its class. */
export interface OpenWindow {
  close(): void
  isDestroyed(): boolean
  isVisible(): boolean
  readonly webContents: { getURL(): string }
}

/** The one running application. */
export const runtime: { chromium: Chromium | null; quitting: boolean; windows: Map<number, OpenWindow> } = {
  chromium: null,
  quitting: false,
  windows: new Map(),
}

/** What was refused, for tests to read. */
export const refused: { navigations: string[]; windows: string[]; preloadErrors: string[] } = {
  navigations: [],
  windows: [],
  preloadErrors: [],
}

export function chromium(): Chromium {
  if (runtime.chromium === null) throw new Error('electron shim: the application is not ready')
  return runtime.chromium
}

export class PreventableEvent {
  defaultPrevented = false
  readonly url: string
  constructor(url = '') {
    this.url = url
  }
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

/** Reading a member that the shim lacks is an error that names it, instead of `undefined` and a puzzle. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get: (members, key) => {
      const isProbe = typeof key === 'symbol' || key.startsWith('_') || ['then', 'toJSON', 'domain'].includes(key)
      if (isProbe || key in members) return Reflect.get(members, key)
      throw new Error(`electron shim: ${name}.${key} is not implemented`)
    },
  })
}
