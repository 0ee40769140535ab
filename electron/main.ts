import path from 'node:path'
import { app, BrowserWindow, Menu, Notification, safeStorage, shell, type WebContents } from 'electron'
import { openAppUpdates } from './app-updates.ts'
import { EXIT } from './cli/exit-codes.ts'
import { hostEnvironment } from './desktop-environment.ts'
import { endChildren } from './end-children.ts'
import { dataFolder } from './home.ts'
import { type Host, openHost } from './host.ts'
import { answerCalls } from './ipc.ts'
import { menuTemplate } from './menu.ts'
import { type Notice, tellGates } from './notifications.ts'
import { launchProgram } from './open-in/launch.ts'
import { createPageConnections } from './page-connections.ts'
import { quitListener } from './quitting.ts'
import { systemKeyStore } from './secrets/system-key-store.ts'
import type { Updates } from './updates/updates.ts'
import {
  bringToFront,
  isOwnFrame,
  lockDownPages,
  openWindow,
  pickFolder,
  registerScheme,
  servePages,
  showRun,
} from './window.ts'

// The bundle is out/main/main.js; its neighbours are the preload and the renderer.
const OUT = path.resolve(import.meta.dirname, '..')
const PRELOAD = path.join(OUT, 'preload', 'preload.cjs')

/** Shows a notice until it is withdrawn or clicked; returns how to withdraw it. */
function showNotice({ title, body }: Notice, onClick: () => void): () => void {
  const notification = new Notification({ title, body })
  notification.on('click', onClick)
  notification.show()
  return () => notification.close()
}

function openElectronHost(home: string, updates: Updates | null): Host {
  const isTerminal = process.stdin.isTTY || process.stdout.isTTY
  return openHost({
    home,
    ...hostEnvironment(process.env, isTerminal),
    shell: {
      kind: 'electron',
      version: app.getVersion(),
      electron: process.versions['electron'] ?? null,
      pickFolder,
      reveal: (file) => shell.showItemInFolder(file),
      launch: launchProgram,
      openLink: (href) => shell.openExternal(href),
      get keyStore() {
        return systemKeyStore(safeStorage, process.platform)
      },
      updates,
    },
  })
}

/** What opens a new window, or with a run shows that in the first one. */
function windowOpener(host: Host, onPage: (page: WebContents) => void): (runId?: string) => void {
  return (runId) => {
    const first = BrowserWindow.getAllWindows()[0]
    const shown = first && runId !== undefined ? showRun(first, runId) : openWindow(PRELOAD, onPage, runId)
    // Without its page a window says nothing, and there is no other place on screen to say why.
    shown.catch(async (error: unknown) => {
      console.error('The window could not be opened.', error)
      await host.close().catch(console.error)
      app.exit(EXIT.internal)
    })
  }
}

function start(home: string): void {
  // Each needs the other: what works is known to the host, and the host's windows are told of updates.
  const endAll = async (): Promise<void> => {
    await host.close()
    // Who quits from now on is not asked again, and the next version finds nobody here.
    app.off('before-quit', onQuit)
    app.releaseSingleInstanceLock()
  }
  const updates = openAppUpdates(home, () => host.works(), endAll)
  const host = openElectronHost(home, updates)
  const pages = createPageConnections<WebContents>((send) => host.connect(send))
  const show = windowOpener(host, pages.add)
  const showAny = (): void => {
    const [window] = BrowserWindow.getAllWindows()
    if (window) bringToFront(window)
    else show()
  }
  app.on('second-instance', showAny)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  const quit = { close: () => host.close(), endChildren: () => endChildren(home), quit: () => app.quit() }
  const onQuit = quitListener({ ...quit, report: console.error })
  app.on('before-quit', onQuit)
  void app.whenReady().then(() => {
    servePages(path.join(OUT, 'renderer'))
    lockDownPages()
    answerCalls(isOwnFrame, pages.call)
    const lookForUpdates =
      updates &&
      (() => {
        updates.act('look')
        showAny()
      })
    const commands = { newWindow: () => show(), lookForUpdates }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, commands)))
    app.on('activate', showAny)
    show()
    if (!Notification.isSupported()) return
    const hasFocus = (): boolean => BrowserWindow.getFocusedWindow() !== null
    tellGates(host, { hasFocus, show: (notice) => showNotice(notice, () => show(notice.runId)) })
  })
}

const home = dataFolder()
registerScheme()
app.enableSandbox()
app.setPath('userData', path.join(home, 'electron'))
if (app.requestSingleInstanceLock()) start(home)
else app.quit()
