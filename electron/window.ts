import path from 'node:path'
import { app, BrowserWindow, type IpcMainInvokeEvent, protocol, session, type WebContents } from 'electron'
import { readStaticFile } from './static-files.ts'

const SCHEME = 'app'
const ORIGIN = `${SCHEME}://triptych`
/** Below this the window does not shrink (docs of the design: three panels, or two and a wing). */
const MIN_WIDTH_PX = 1024
const MIN_HEIGHT_PX = 700

/** `new URL('app://triptych/').origin` is "null" in Node, so protocol and host are compared. */
function isOwnPage(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && `${url.protocol}//${url.host}` === ORIGIN
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
    if (!isOwnPage(request.url)) return new Response(null, { status: 403 })
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

/** The window, shown as soon as it has something to show. Rejects if the page cannot be loaded. */
export async function openWindow(preloadFile: string): Promise<BrowserWindow> {
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
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  try {
    await window.loadURL(`${ORIGIN}/index.html`)
  } catch (error) {
    // Closed while it was loading: nobody waits for the page any more.
    if (!window.isDestroyed()) throw error
  }
  return window
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
