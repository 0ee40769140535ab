import path from 'node:path'
import { app, BrowserWindow, Menu } from 'electron'
import { contract, type Handlers } from '../shared/contract.ts'
import { runHandlers } from './handlers/runs.ts'
import { systemHandlers } from './handlers/system.ts'
import { databaseFile, dataFolder } from './home.ts'
import { answerCalls } from './ipc.ts'
import { dispatch } from './rpc.ts'
import { RunStore } from './store/run-store.ts'
import { isOwnFrame, lockDownPages, openWindow, registerScheme, servePages } from './window.ts'

// The bundle is out/main/main.js; its neighbours are the preload and the renderer.
const OUT = path.resolve(import.meta.dirname, '..')
const PRELOAD = path.join(OUT, 'preload', 'preload.cjs')

/** The store, opened with the first question and kept. A file that could not be opened is tried again with the next question. */
function storeOnDemand(file: string) {
  let store: RunStore | null = null
  return {
    listRuns: () => {
      store ??= new RunStore(file)
      return store.listRuns()
    },
    close: () => {
      store?.close()
      store = null
    },
  }
}

function start(home: string): void {
  const store = storeOnDemand(databaseFile(home))
  const handlers: Handlers = { ...systemHandlers({ version: app.getVersion(), home }), ...runHandlers(store) }
  const showWindow = (): void => {
    openWindow(PRELOAD).catch((error: unknown) => {
      console.error('The window could not be opened.', error)
      app.exit(70)
    })
  }
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', store.close)
  void app.whenReady().then(() => {
    servePages(path.join(OUT, 'renderer'))
    lockDownPages()
    answerCalls(isOwnFrame, (method, input) => dispatch(contract, handlers, method, input, console.error))
    Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'fileMenu' }, { role: 'editMenu' }]))
    app.on('activate', () => {
      if (BrowserWindow.getAllWindows().length === 0) showWindow()
    })
    showWindow()
  })
}

const home = dataFolder()
registerScheme()
app.enableSandbox()
app.setPath('userData', path.join(home, 'electron'))
if (app.requestSingleInstanceLock()) start(home)
else app.quit()
