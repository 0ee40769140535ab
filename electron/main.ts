import path from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  Notification,
  powerMonitor,
  safeStorage,
  shell,
  type WebContents,
} from 'electron'
import { placeOfRun } from '../shared/place.ts'
import type { DesktopSettings } from '../shared/settings/desktop-settings.ts'
import type { ApprovalVerdict } from '../shared/words.ts'
import { openAppUpdates } from './app-updates.ts'
import { EXIT } from './cli/exit-codes.ts'
import { APP_ID } from './desktop/app-id.ts'
import { customsOf } from './desktop/customs.ts'
import { lockProblem } from './desktop/lock-problem.ts'
import { quitQuestion } from './desktop/questions.ts'
import { placeAsked } from './desktop/recent.ts'
import * as TEXT from './desktop/texts.ts'
import { watchDesktopSettings } from './desktop/watch-settings.ts'
import { type Desktop, dressDesktop } from './desktop.ts'
import { hostEnvironment } from './desktop-environment.ts'
import { askPerson, pickFolder, windowInFront } from './dialogs.ts'
import { endChildren } from './end-children.ts'
import { dataFolder } from './home.ts'
import { type Host, openHost } from './host.ts'
import { answerCalls } from './ipc.ts'
import { logFolder } from './log-file.ts'
import { endAfterFault, openReporter } from './main-faults.ts'
import { menuTemplate } from './menu.ts'
import { type Notice, type NoticeAnswer, tellGates } from './notifications.ts'
import { launchProgram } from './open-in/launch.ts'
import { createPageConnections } from './page-connections.ts'
import { createQuitter, type PreventableEvent } from './quitting.ts'
import { systemKeyStore } from './secrets/system-key-store.ts'
import type { Updates } from './updates/updates.ts'
import { isOwnFrame, lockDownPages, registerScheme, servePages } from './window.ts'
import { createWindows, type Windows } from './windows.ts'

// The bundle is out/main/main.js; its neighbours are the preload and the renderer.
const OUT = path.resolve(import.meta.dirname, '..')
const PRELOAD = path.join(OUT, 'preload', 'preload.cjs')
const CUSTOMS = customsOf(process.platform)

interface NoticeEvents {
  onClick(): void
  onAnswer(verdict: ApprovalVerdict): void
}

/** Shows a notice until it is withdrawn, clicked or answered; returns how to withdraw it. */
function showNotice(
  { title, body }: Notice,
  silent: boolean,
  answers: readonly NoticeAnswer[],
  { onClick, onAnswer }: NoticeEvents,
): () => void {
  const actions = answers.map(({ label }) => ({ type: 'button' as const, text: label }))
  const notification = new Notification({ title, body, silent, ...(actions.length > 0 ? { actions } : {}) })
  notification.on('click', onClick)
  notification.on('action', ({ actionIndex }) => {
    const answer = answers[actionIndex]
    if (answer) onAnswer(answer.verdict)
  })
  notification.show()
  return () => notification.close()
}

interface Besides {
  updates: Updates | null
  openWindow(place: string): void
  onWorking(): void
}

function openElectronHost(home: string, { updates, openWindow, onWorking }: Besides): Host {
  const isTerminal = process.stdin.isTTY || process.stdout.isTTY
  return openHost({
    home,
    ...hostEnvironment(process.env, isTerminal),
    onWorking,
    shell: {
      kind: 'electron',
      version: app.getVersion(),
      electron: process.versions['electron'] ?? null,
      pickFolder,
      openWindow,
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

function createApplication(home: string, report: (error: unknown) => void) {
  let desktop: Desktop | null = null
  // Each needs the others: what works is known to the host, whose windows are told of updates and open others.
  const updates = openAppUpdates({
    settings: () => host.settings(),
    works: () => host.works(),
    end: async () => {
      windows.leave()
      await host.close()
      // Who quits from now on is not asked again, and the next version finds nobody here.
      app.off('before-quit', onQuit)
      app.releaseSingleInstanceLock()
    },
  })
  const host = openElectronHost(home, {
    updates,
    openWindow: (place) => windows.open(place),
    onWorking: () => desktop?.update(),
  })
  const pages = createPageConnections<WebContents>((send) => host.connect(send))
  const quit = (): void => app.quit()
  const quitter = createQuitter({
    working: host.working,
    ask: (working) => askPerson(windowInFront(), quitQuestion(working)),
    toBackground: () => windows.toBackground(),
    close: () => host.close(),
    endChildren: () => endChildren(home),
    report,
    quit,
  })
  const windows = createWindows({
    preloadFile: PRELOAD,
    keptFile: path.join(home, 'electron', 'windows.json'),
    onPage: pages.add,
    // Without its page a window says nothing, and there is no other place on screen to say why.
    onFailure: async (error) => {
      report(error)
      await host.close().catch(console.error)
      app.exit(EXIT.internal)
    },
    onSessionEnd: quitter.sessionEnds,
    mayGo: () => CUSTOMS.livesInDock || host.working() === 0 || quitter.isEnding(),
    quit,
    report,
  })
  const settings = watchDesktopSettings(host, () => desktop?.update())
  const showRun = (runId: string): void => windows.show(placeOfRun(runId))
  const dress = (): void => {
    const { working } = host
    const { show, showAny: open, isInBackground } = windows
    const parts = { settings, working, isInBackground, show, showRun, open, quit }
    desktop = dressDesktop({ customs: CUSTOMS, source: host, ...parts })
  }
  const onQuit = (event: PreventableEvent): void => {
    quitter.beforeQuit(event)
    if (quitter.isEnding()) windows.leave()
  }
  app.on('before-quit', onQuit)
  return { host, pages, updates, quitter, settings, windows, dress }
}

function start(home: string): void {
  const report = openReporter(home)
  const { host, pages, updates, quitter, settings, windows, dress } = createApplication(home, (error) =>
    report(TEXT.besideTheWindows, error, false),
  )
  endAfterFault(host, (error, isTold) => report(TEXT.theMainProcess, error, isTold))
  app.on('second-instance', (_event, argv) => {
    const place = placeAsked(argv)
    if (place === null) windows.showAny()
    else windows.show(place)
  })
  app.on('window-all-closed', () => {
    if (!CUSTOMS.livesInDock && !windows.isInBackground()) app.quit()
  })
  void app.whenReady().then(() => {
    servePages(path.join(OUT, 'renderer'))
    lockDownPages()
    answerCalls(isOwnFrame, pages.call)
    const lookForUpdates =
      updates &&
      (() => {
        updates.act('look')
        windows.showAny()
      })
    const showLogs = (): void => shell.showItemInFolder(logFolder(home))
    const commands = { newWindow: () => windows.open(), show: windows.show, showLogs, lookForUpdates }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, commands)))
    app.on('activate', windows.showAny)
    powerMonitor.on('resume', host.wake)
    powerMonitor.on('shutdown', (event?: PreventableEvent) => {
      // The system waits a few seconds for who asks it to: long enough for agents to end in good order.
      event?.preventDefault()
      quitter.sessionEnds()
    })
    endBySignal(quitter.sessionEnds)
    dress()
    begin(windows)
    tellNotices(settings, host, windows.show)
  })
}

/**
 * How a session of Linux or macOS, or whoever manages services, ends its programs: nobody is there to be asked. A terminal tells its whole
 * group, and `npm start` passes it on: several are one wish. Only once Electron is ready, or its own listeners would take the place of these.
 */
function endBySignal(sessionEnds: () => void): void {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, sessionEnds)
}

/** The windows of last time; and in front of them what this start asks for. */
function begin(windows: Windows): void {
  windows.showAny()
  const place = placeAsked(process.argv)
  if (place !== null) windows.show(place)
}

function tellNotices(settings: () => DesktopSettings, host: Host, showPlace: (place: string) => void): void {
  if (!Notification.isSupported()) return
  const open = (notice: Notice): void => showPlace(notice.place)
  tellGates(host, {
    hasFocus: () => BrowserWindow.getFocusedWindow() !== null,
    // Desktops of Linux differ in what they show of buttons, and Electron has none there.
    canAnswer: process.platform !== 'linux',
    show: (notice, answers, onAnswer) =>
      showNotice(notice, !settings().sound, answers, { onClick: () => open(notice), onAnswer }),
    open,
  })
}

/** Another Triptych has it, and was told of this start. Or nobody can have it, and there is no other place to say why. */
function endWithoutLock(home: string): void {
  const problem = lockProblem(home)
  if (problem !== null) {
    dialog.showErrorBox(TEXT.cannotStart, problem)
    app.exit(EXIT.refused)
  } else app.quit()
}

const home = dataFolder()
registerScheme()
app.enableSandbox()
app.setPath('userData', path.join(home, 'electron'))
// Windows shows notifications of those only whom it knows by this name.
if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
if (app.requestSingleInstanceLock()) start(home)
else endWithoutLock(home)
