import path from 'node:path'
import { app, BrowserWindow, type IpcMainInvokeEvent, protocol, screen, session, type WebContents } from 'electron'
import { FIRST_PLACE, PLACE } from '../shared/place.ts'
import { type KeptWindow, type Opening, openingOf, type Rectangle } from './desktop/kept-windows.ts'
import * as TEXT from './desktop/texts.ts'
import { readStaticFile } from './static-files.ts'

const SCHEME = 'app'
const ORIGIN = `${SCHEME}://triptych`
const PAGE = `${ORIGIN}/index.html`
/** Below this the window does not shrink (docs of the design: three panels, or two and a wing). */
const MIN_WIDTH_PX = 1024
const MIN_HEIGHT_PX = 700
const USUAL_WIDTH_PX = 1440
const USUAL_HEIGHT_PX = 900

/** `new URL('app://triptych/').origin` is "null" in Node, so protocol and host are compared. */
function isOwnAddress(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && `${url.protocol}//${url.host}` === ORIGIN
}

/** Our one page, whatever part of it is shown. */
function isOwnPage(address: string): boolean {
  return isOwnAddress(address) && URL.parse(address)?.pathname === '/index.html'
}

/** Before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built renderer, and nothing else, under our own scheme. */
export function servePages(rendererFolder: string): void {
  protocol.handle(SCHEME, async (request) => {
    if (!isOwnAddress(request.url)) return new Response(null, { status: 403 })
    const file = await readStaticFile(rendererFolder, new URL(request.url).pathname)
    return new Response(file.body, { status: file.status, headers: file.headers })
  })
}

/** No navigation away, no other window, no embedded page, no permission: for every page there will ever be. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents))
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
}

function lockDown(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The usable parts of the displays, the main one first. */
const workAreas = (): Rectangle[] =>
  [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((each) => each.workArea)

/** A window's usual size, where the system puts it. */
function usualOpening(): Opening {
  const { width, height } = screen.getPrimaryDisplay().workArea
  return { position: null, width: Math.min(USUAL_WIDTH_PX, width), height: Math.min(USUAL_HEIGHT_PX, height) }
}

/**
 * A window without a page yet, shown as soon as it has something to show. `kept`: where it was before, or is to be; null: as usual.
 * `onPage` gets its page before anything is loaded.
 */
export function openWindow(
  preloadFile: string,
  onPage: (contents: WebContents) => void,
  kept: Pick<KeptWindow, 'bounds' | 'isMaximized'> | null,
): BrowserWindow {
  const opening = kept === null ? usualOpening() : openingOf(kept.bounds, workAreas())
  const window = new BrowserWindow({
    width: opening.width,
    height: opening.height,
    minWidth: MIN_WIDTH_PX,
    minHeight: MIN_HEIGHT_PX,
    show: false,
    title: TEXT.name,
    webPreferences: {
      preload: path.resolve(preloadFile),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
    },
  })
  if (opening.position) window.setPosition(opening.position.x, opening.position.y)
  window.once('ready-to-show', () => {
    if (kept?.isMaximized === true) window.maximize()
    window.show()
  })
  onPage(window.webContents)
  return window
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** The place that an address shows; null: it is none of our page. */
export function placeOf(address: string): string | null {
  const hash = URL.parse(address)?.hash
  if (!isOwnPage(address) || hash === undefined) return null
  return PLACE.test(hash) ? hash : FIRST_PLACE
}

export const placeShown = (window: BrowserWindow): string => placeOf(window.webContents.getURL()) ?? FIRST_PLACE

/**
 * Shows a place in a window. Where it shows our page already only the part after `#` changes, so that its router hears of it: no channel
 * and no script is needed. Rejects if the page cannot be loaded.
 */
export async function showPlace(window: BrowserWindow, place: string): Promise<void> {
  const address = `${PAGE}${place}`
  // The same address again would load the page anew.
  if (window.webContents.getURL() !== address) await load(window, address)
}

async function load(window: BrowserWindow, address: string): Promise<void> {
  try {
    await window.loadURL(address)
  } catch (error) {
    // Closed, or sent elsewhere, while it was loading: nobody waits for this page any more.
    if (!window.isDestroyed() && !isAborted(error)) throw error
  }
}

const isAborted = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED'

/** Whether a call comes from the main frame of one of our windows, and that frame still shows our own page. */
export function isOwnFrame({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    BrowserWindow.fromWebContents(sender) !== null &&
    isOwnPage(senderFrame.url)
  )
}
