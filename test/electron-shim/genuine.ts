/** The built application in Electron itself. What the desktop would show is recorded instead, as the stand-in does. */
import { spawn } from 'node:child_process'
import { _electron, type ElectronApplication } from 'playwright'
import { collectProblems, type RunningApp, STOP } from './running-app.ts'
import type { Start } from './shim-app.ts'
import { type MainState, stateSchema } from './steering.ts'

type Electron = typeof import('electron')

/** Where a window can be shown; nothing else of the machine's environment. */
const DISPLAY_VARIABLES = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR']

export async function launchGenuine(binary: string, { root, args, env }: Start): Promise<RunningApp> {
  const display = Object.fromEntries(
    DISPLAY_VARIABLES.flatMap((name): [string, string][] => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const around = { cwd: root, env: { ...display, ...env } }
  const application = await _electron.launch({ executablePath: binary, args: [root, ...args], ...around })
  const exited = new Promise<number | null>((resolve) => application.process().once('exit', resolve))
  await application.evaluate(record)
  const page = await application.firstWindow()
  await page.waitForLoadState('load')
  const context = application.context()
  context.setDefaultTimeout(10_000)
  return {
    host: 'electron',
    page,
    pages: () => application.windows(),
    problems: await collectProblems(context, page),
    notes: [],
    state: () => readState(application),
    closeWindow: (index) =>
      application.evaluate(({ BrowserWindow }, wanted) => {
        const all = BrowserWindow.getAllWindows()
        for (const [at, window] of all.entries()) if (wanted === undefined || wanted === at) window.close()
      }, index),
    placeWindow: (index, bounds) =>
      application.evaluate(
        ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[wanted.index]?.setBounds(wanted.bounds),
        { index, bounds },
      ),
    crash: (index) =>
      application.evaluate(
        ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[wanted]?.webContents.forcefullyCrashRenderer(),
        index,
      ),
    drop: async (index, file) => {
      const target = application.windows()[index]
      if (!target) throw new Error(`there is no window ${index}`)
      const session = await context.newCDPSession(target)
      const data = { items: [], files: [file], dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
      }
    },
    blur: () => steer(application, { hasFocus: false }),
    focus: () => steer(application, { hasFocus: true }),
    answerFolderDialog: (folder) => steer(application, { folder }),
    clickNotification: (notification, button) =>
      steer(application, { notification, ...(button === undefined ? {} : { button }) }),
    clickMenu: (label) =>
      application.evaluate(({ Menu }, wanted) => {
        const menus = Menu.getApplicationMenu()?.items ?? []
        const item = menus.flatMap((menu) => menu.submenu?.items ?? []).find((candidate) => candidate.label === wanted)
        if (!item) throw new Error(`no item "${wanted}" in the menu`)
        item.click()
      }, label),
    clickPopup: (popup) => steer(application, { popup }),
    clickTray: (tray) => steer(application, { tray }),
    answerMessage: (message) => steer(application, { message }),
    power: (event) => application.evaluate(({ powerMonitor }, told) => void powerMonitor.emit(told), event),
    sleep: (ms) =>
      application.evaluate(({ powerMonitor }, slept) => {
        const construct = (date: typeof Date, given: unknown[], made: new () => object): object =>
          Reflect.construct(date, given.length === 0 ? [date.now() + slept] : given, made)
        const get = (date: typeof Date, name: string | symbol): unknown =>
          name === 'now' ? () => date.now() + slept : Reflect.get(date, name)
        Reflect.set(globalThis, 'Date', new Proxy(Date, { construct, get }))
        powerMonitor.emit('resume')
      }, ms),
    activate: () => application.evaluate(({ app }) => void app.emit('activate')),
    tellWindow: (index, event) =>
      application.evaluate(
        ({ BrowserWindow }, told) => void BrowserWindow.getAllWindows()[told.index]?.emit(told.event),
        { index, event },
      ),
    fail: (how, message) =>
      application.evaluate(
        (_electronModule, told) => {
          if (told.how === 'rejects') void Promise.reject(new Error(told.message))
          else
            setImmediate(() => {
              throw new Error(told.message)
            })
        },
        { how, message },
      ),
    startAgain: (more = []) => {
      const second = spawn(binary, [root, ...more], { ...around, stdio: 'ignore' })
      return new Promise((resolve) => second.once('exit', resolve))
    },
    askToQuit: () => application.evaluate(({ app }) => void setImmediate(() => app.quit())),
    exited,
    quit: async () => {
      const { exitCode, signalCode } = application.process()
      if (exitCode === null && signalCode === null) {
        await steer(application, { standingAnswer: STOP })
        await application.evaluate(({ app }) => void setImmediate(() => app.quit()))
      }
      await exited
    },
    terminate: () => void application.process().kill('SIGTERM'),
    kill: async () => {
      application.process().kill('SIGKILL')
      await exited
    },
  }
}

interface Steering {
  hasFocus?: boolean
  folder?: string | null
  notification?: number
  /** Of the notification. */
  button?: string
  popup?: string
  tray?: string
  message?: string
  standingAnswer?: string
}
/** What `record` keeps in the main process under the name RECORDED. */
interface Recorded extends Omit<MainState, 'windows'> {
  steer(steering: Steering): void
}
const RECORDED = 'triptychTest'

const steer = (application: ElectronApplication, steering: Steering): Promise<void> =>
  application.evaluate(
    (_electronModule, { name, value }) => {
      const recorded: Recorded = Reflect.get(globalThis, name)
      recorded.steer(value)
    },
    { name: RECORDED, value: steering },
  )

async function readState(application: ElectronApplication): Promise<MainState> {
  const raw = await application.evaluate(async ({ BrowserWindow }, name) => {
    const recorded: Recorded = Reflect.get(globalThis, name)
    const windows = BrowserWindow.getAllWindows().map(async (window) => ({
      url: window.webContents.getURL(),
      visible: window.isVisible(),
      focused: BrowserWindow.getFocusedWindow() === window,
      bounds: window.getNormalBounds(),
      text: window.webContents.isCrashed() ? '' : await window.webContents.executeJavaScript('document.body.innerText'),
    }))
    return JSON.stringify({ ...recorded, windows: await Promise.all(windows) })
  }, RECORDED)
  return stateSchema.parse(JSON.parse(raw))
}

/** Runs in the main process, sent there by its own text: it may use nothing of this file. */
function record(electron: Electron): void {
  const { app, BrowserWindow, clipboard, dialog, Menu, Notification, powerSaveBlocker, shell, Tray } = electron
  const folders: (string | null)[] = []
  const shown: Electron.Notification[] = []
  const answers: ((button: string) => void)[] = []
  const choose = (menu: Electron.Menu | null, label: string): void => {
    const item = menu?.items.find((candidate) => candidate.label === label)
    if (!item) throw new Error(`no item "${label}" in the menu`)
    item.click()
  }
  const labelsOf = (menu: Electron.Menu): string[] =>
    menu.items.filter(({ type }) => type !== 'separator').map(({ label, role }) => role || label)
  let hasFocus = true
  let standingAnswer = ''
  let popup: Electron.Menu | null = null
  let trayMenu: Electron.Menu | null = null
  const recorded: Recorded = {
    messages: [],
    popup: null,
    tray: null,
    badge: 0,
    clipboard: '',
    blockers: 0,
    dock: [],
    jumpList: [],
    overlay: '',
    modelId: '',
    refused: { navigations: [], windows: [], preloadErrors: [] },
    notifications: [],
    dialogs: [],
    errors: [],
    revealed: [],
    opened: [],
    steer: (steering) => {
      if (steering.hasFocus !== undefined) hasFocus = steering.hasFocus
      if (steering.folder !== undefined) folders.push(steering.folder)
      if (steering.notification !== undefined) {
        const notice = shown[steering.notification]
        const actionIndex = notice?.actions.findIndex(({ text }) => text === steering.button) ?? -1
        if (steering.button === undefined) notice?.emit('click')
        else notice?.emit('action', { actionIndex, selectionIndex: -1 })
      }
      if (steering.popup !== undefined) choose(popup, steering.popup)
      if (steering.tray !== undefined) choose(trayMenu, steering.tray)
      if (steering.message !== undefined) answers.at(-1)?.(steering.message)
      if (steering.standingAnswer !== undefined) standingAnswer = steering.standingAnswer
    },
  }
  Reflect.set(globalThis, 'triptychTest', recorded)
  const watch = (contents: Electron.WebContents): void => {
    contents.on('will-navigate', (event) => {
      if (event.defaultPrevented) recorded.refused.navigations.push(event.url)
    })
    contents.on('preload-error', (_event, _file, error) => recorded.refused.preloadErrors.push(String(error)))
  }
  for (const window of BrowserWindow.getAllWindows()) watch(window.webContents)
  app.on('web-contents-created', (_event, contents) => watch(contents))
  // The focus of a test's display depends on its window manager.
  BrowserWindow.getFocusedWindow = () => (hasFocus ? (BrowserWindow.getAllWindows()[0] ?? null) : null)
  Reflect.set(dialog, 'showOpenDialog', async (...args: unknown[]) => {
    const { title = '', properties = [] }: Electron.OpenDialogOptions = Object(args.at(-1))
    recorded.dialogs.push({ title, properties, inFrontOfWindow: args.length > 1 })
    const folder = folders.shift()
    if (folder === undefined) throw new Error('no answer is queued for dialog.showOpenDialog')
    return { canceled: folder === null, filePaths: folder === null ? [] : [folder] }
  })
  Reflect.set(dialog, 'showErrorBox', (title: string, content: string) => void recorded.errors.push({ title, content }))
  Reflect.set(dialog, 'showMessageBox', (...args: unknown[]) => {
    const options: Electron.MessageBoxOptions = Object(args.at(-1))
    const { message, buttons = [], cancelId = 0, signal } = options
    const box = { message, buttons, inFrontOfWindow: args.length > 1, open: true }
    recorded.messages.push(box)
    return new Promise((resolve) => {
      const finish = (response: number): void => {
        box.open = false
        resolve({ response, checkboxChecked: false })
      }
      answers.push((button) => finish(buttons.indexOf(button)))
      signal?.addEventListener('abort', () => finish(cancelId))
      if (buttons.includes(standingAnswer)) finish(buttons.indexOf(standingAnswer))
    })
  })
  Menu.prototype.popup = function (this: Electron.Menu) {
    popup = this
    recorded.popup = labelsOf(this)
  }
  Tray.prototype.setToolTip = (tip) => {
    recorded.tray = { labels: [], title: '', ...recorded.tray, tip }
  }
  Tray.prototype.setContextMenu = (menu) => {
    trayMenu = menu
    recorded.tray = { tip: '', title: '', ...recorded.tray, labels: menu === null ? [] : labelsOf(menu) }
  }
  const destroyTray = Tray.prototype.destroy
  Tray.prototype.destroy = function (this: Electron.Tray) {
    recorded.tray = null
    destroyTray.call(this)
  }
  Reflect.set(app, 'setBadgeCount', (count: number) => {
    recorded.badge = count
    return true
  })
  Reflect.set(clipboard, 'writeText', (text: string) => {
    recorded.clipboard = text
  })
  const [startBlocker, stopBlocker] = [powerSaveBlocker.start, powerSaveBlocker.stop]
  Reflect.set(powerSaveBlocker, 'start', (type: 'prevent-app-suspension') => {
    recorded.blockers += 1
    return startBlocker.call(powerSaveBlocker, type)
  })
  Reflect.set(powerSaveBlocker, 'stop', (id: number) => {
    recorded.blockers -= 1
    return stopBlocker.call(powerSaveBlocker, id)
  })
  Reflect.set(shell, 'openExternal', async (address: string) => void recorded.opened.push(address))
  Reflect.set(shell, 'showItemInFolder', (file: string) => void recorded.revealed.push(file))
  Notification.prototype.show = function (this: Electron.Notification) {
    shown.push(this)
    recorded.notifications.push({ title: this.title, body: this.body, open: true })
  }
  Notification.prototype.close = function (this: Electron.Notification) {
    const notice = recorded.notifications[shown.indexOf(this)]
    if (notice) notice.open = false
  }
}
