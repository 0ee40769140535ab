/** The built application in Electron itself. What the desktop would show is recorded instead, as the stand-in does. */
import { _electron, type ElectronApplication } from 'playwright'
import { collectProblems, type RunningApp } from './running-app.ts'
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
  const application = await _electron.launch({
    executablePath: binary,
    args: [root, ...args],
    cwd: root,
    env: { ...display, ...env },
  })
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
    state: () => readState(application),
    closeWindow: () =>
      application.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      }),
    blur: () => steer(application, { hasFocus: false }),
    focus: () => steer(application, { hasFocus: true }),
    answerFolderDialog: (folder) => steer(application, { folder }),
    clickNotification: (notification) => steer(application, { notification }),
    clickMenu: (label) =>
      application.evaluate(({ Menu }, wanted) => {
        const menus = Menu.getApplicationMenu()?.items ?? []
        const item = menus.flatMap((menu) => menu.submenu?.items ?? []).find((candidate) => candidate.label === wanted)
        if (!item) throw new Error(`no item "${wanted}" in the menu`)
        item.click()
      }, label),
    askToQuit: () => application.evaluate(({ app }) => void setImmediate(() => app.quit())),
    exited,
    quit: async () => {
      if (application.process().exitCode === null)
        await application.evaluate(({ app }) => void setImmediate(() => app.quit()))
      await exited
    },
  }
}

interface Steering {
  hasFocus?: boolean
  folder?: string | null
  notification?: number
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
  const raw = await application.evaluate(({ BrowserWindow }, name) => {
    const recorded: Recorded = Reflect.get(globalThis, name)
    const windows = BrowserWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL(),
      visible: window.isVisible(),
      focused: BrowserWindow.getFocusedWindow() === window,
    }))
    return JSON.stringify({ ...recorded, windows })
  }, RECORDED)
  return stateSchema.parse(JSON.parse(raw))
}

/** Runs in the main process, sent there by its own text: it may use nothing of this file. */
function record({ app, BrowserWindow, dialog, Notification, shell }: Electron): void {
  const folders: (string | null)[] = []
  const shown: Electron.Notification[] = []
  let hasFocus = true
  const recorded: Recorded = {
    refused: { navigations: [], windows: [], preloadErrors: [] },
    notifications: [],
    dialogs: [],
    revealed: [],
    opened: [],
    steer: (steering) => {
      if (steering.hasFocus !== undefined) hasFocus = steering.hasFocus
      if (steering.folder !== undefined) folders.push(steering.folder)
      if (steering.notification !== undefined) shown[steering.notification]?.emit('click')
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
