import { EventEmitter } from 'node:events'
import { z } from 'zod'
import { app, windowClosed } from './app.ts'
import { type Bounds, desktop, PreventableEvent, runtime } from './runtime.ts'
import { WebContents } from './web-contents.ts'

const optionsSchema = z.object({
  width: z.number().default(800),
  height: z.number().default(600),
  show: z.boolean().default(true),
  // Any other choice is not what this shim can imitate, and not what we ship.
  webPreferences: z.object({
    preload: z.string(),
    contextIsolation: z.literal(true),
    sandbox: z.literal(true),
    nodeIntegration: z.literal(false),
    nodeIntegrationInWorker: z.literal(false),
    nodeIntegrationInSubFrames: z.literal(false),
    webSecurity: z.literal(true),
    allowRunningInsecureContent: z.literal(false),
    experimentalFeatures: z.literal(false),
    webviewTag: z.literal(false),
  }),
})

let lastId = 0

export class BrowserWindow extends EventEmitter {
  readonly id: number
  readonly webContents: WebContents
  #visible: boolean
  #bounds: Bounds
  #maximized = false
  #destroyed = false
  #painted = false

  constructor(rawOptions: unknown) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const { width, height, show, webPreferences } = optionsSchema.parse(rawOptions)
    lastId += 1
    this.id = lastId
    this.#visible = show
    // Where a desktop might put it.
    this.#bounds = { x: 100, y: 50, width, height }
    const onPainted = (): void => {
      if (this.#painted) return
      this.#painted = true
      this.emit('ready-to-show')
    }
    this.webContents = new WebContents({ width, height, preload: webPreferences.preload, onPainted })
    runtime.windows.set(this.id, this)
    app.emit('web-contents-created', new PreventableEvent(), this.webContents)
    app.emit('browser-window-created', new PreventableEvent(), this)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...runtime.windows.values()].filter((window) => window instanceof BrowserWindow)
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }
  show(): void {
    this.#visible = true
    this.emit('show')
    this.focus()
  }
  focus(): void {
    if (runtime.focused === this) return
    runtime.focused?.blur()
    runtime.focused = this
    this.emit('focus')
  }
  blur(): void {
    if (runtime.focused !== this) return
    runtime.focused = null
    this.emit('blur')
  }
  isFocused(): boolean {
    return runtime.focused === this
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ ...this.#bounds, x, y })
  }
  setBounds(bounds: Bounds): void {
    this.#bounds = bounds
    this.emit('move')
    this.emit('resize')
  }
  getNormalBounds(): Bounds {
    return this.#bounds
  }
  maximize(): void {
    this.#maximized = true
    this.emit('maximize')
  }
  isMaximized(): boolean {
    return this.#maximized
  }
  /** Nothing here minimizes a window. */
  isMinimized(): boolean {
    return false
  }
  /** On Windows. */
  setOverlayIcon(image: object | null, words: string): void {
    if (image !== null && !('isEmpty' in image)) throw new Error('electron shim: the overlay is no image')
    desktop.overlay = words
  }
  isVisible(): boolean {
    return this.#visible
  }
  isDestroyed(): boolean {
    return this.#destroyed
  }
  close(): void {
    const event = new PreventableEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.blur()
    runtime.windows.delete(this.id)
    this.webContents.discard()
    this.emit('closed')
    windowClosed()
  }
}
