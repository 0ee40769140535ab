import type { Chromium } from './chromium.ts'

export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

/** What the application knows of a window without knowing its class. */
export interface OpenWindow {
  close(): void
  isDestroyed(): boolean
  isVisible(): boolean
  isFocused(): boolean
  isMaximized(): boolean
  maximize(): void
  setBounds(bounds: Bounds): void
  getNormalBounds(): Bounds
  focus(): void
  blur(): void
  emit(event: string): boolean
  readonly webContents: {
    getURL(): string
    forcefullyCrashRenderer(): void
    drop(file: string): Promise<void>
    text(): Promise<string>
  }
}

/** The one running application. */
export const runtime: {
  chromium: Chromium | null
  quitting: boolean
  windows: Map<number, OpenWindow>
  /** The window in front, if it is one of ours. */
  focused: OpenWindow | null
} = { chromium: null, quitting: false, windows: new Map(), focused: null }

/** What was refused, for tests to read. */
export const refused: { navigations: string[]; windows: string[]; preloadErrors: string[] } = {
  navigations: [],
  windows: [],
  preloadErrors: [],
}

interface ShownNotification {
  title: string
  body: string
  open: boolean
  click(): void
  press(button: string): void
}

export interface MessageBox {
  message: string
  buttons: string[]
  inFrontOfWindow: boolean
  open: boolean
  answer(button: string): void
}

export interface Chosen {
  labels: string[]
  click(label: string): void
}

/** What the desktop was asked, and what it answers. */
export const desktop: {
  messages: MessageBox[]
  /** What a person would answer to every message box that has this button. */
  standingAnswer: string | null
  /** The context menu that was shown last. */
  popup: Chosen | null
  tray: (Chosen & { tip: string; title: string }) | null
  badge: number
  clipboard: string
  /** How often the machine is kept awake now. */
  blockers: number
  /** What one system shows and others do not: labels in the dock, arguments in the jump list, words over the icon of every window. */
  dock: string[]
  jumpList: string[]
  overlay: string
  /** By which Windows knows the application. */
  modelId: string
  dialogs: { title: string; properties: string[]; inFrontOfWindow: boolean }[]
  /** Answers to come of folder dialogs; null: the person closes it. */
  folderAnswers: (string | null)[]
  errors: { title: string; content: string }[]
  revealed: string[]
  /** Handed to the person's browser. */
  opened: string[]
  notifications: ShownNotification[]
  clickMenu(label: string): void
} = {
  messages: [],
  standingAnswer: null,
  popup: null,
  tray: null,
  badge: 0,
  clipboard: '',
  blockers: 0,
  dock: [],
  jumpList: [],
  overlay: '',
  modelId: '',
  dialogs: [],
  folderAnswers: [],
  errors: [],
  revealed: [],
  opened: [],
  notifications: [],
  clickMenu: () => {
    throw new Error('electron shim: the application has no menu')
  },
}

/** Tells the test what it might ask for too late, because the application ends. */
export const note = (text: string): void => void process.send?.({ kind: 'noted', text })

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
