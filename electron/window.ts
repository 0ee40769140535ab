import path from 'node:path'
import { app, BrowserWindow, dialog, type IpcMainInvokeEvent, protocol, session, type WebContents } from 'electron'
import { readStaticFile } from './static-files.ts'

const SCHEME = 'app'
const ORIGIN = `${SCHEME}://triptych`
const PAGE = `${ORIGIN}/index.html`
/** Below this the window does not shrink (docs of the design: three panels, or two and a wing). */
const MIN_WIDTH_PX = 1024
const MIN_HEIGHT_PX = 700

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

/**
 * A window, shown as soon as it has something to show; with `runId` it opens at that run. `onPage` gets its page before that is loaded.
 * Rejects if the page cannot be loaded.
 */
export async function openWindow(
  preloadFile: string,
  onPage: (contents: WebContents) => void,
  runId?: string,
): Promise<void> {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: MIN_WIDTH_PX,
    minHeight: MIN_HEIGHT_PX,
    show: false,
    title: 'Triptych',
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
  window.once('ready-to-show', () => window.show())
  onPage(window.webContents)
  await load(window, runId === undefined ? PAGE : runAddress(runId))
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/**
 * Brings a window to the front and shows the run in it. Only the part after `#` changes, so the page stays and its router hears of
 * it: no channel and no script is needed.
 */
export async function showRun(window: BrowserWindow, runId: string): Promise<void> {
  bringToFront(window)
  // The same address again would load the page anew.
  if (window.webContents.getURL() !== runAddress(runId)) await load(window, runAddress(runId))
}

const runAddress = (runId: string): string => `${PAGE}#/run/${encodeURIComponent(runId)}`

async function load(window: BrowserWindow, address: string): Promise<void> {
  try {
    await window.loadURL(address)
  } catch (error) {
    // Closed, or sent elsewhere, while it was loading: nobody waits for this page any more.
    if (!window.isDestroyed() && !isAborted(error)) throw error
  }
}

const isAborted = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED'

/** The host's folder dialog, in front of the window that asks for it. An absolute path; null if the person closed it. */
export async function pickFolder(title: string): Promise<string | null> {
  const parent = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  if (!parent) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
    title,
    // Where it shows no title, macOS shows this.
    message: title,
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** Whether a call comes from the main frame of one of our windows, and that frame still shows our own page. */
export function isOwnFrame({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
  return (
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    BrowserWindow.fromWebContents(sender) !== null &&
    isOwnPage(senderFrame.url)
  )
}
