import { BrowserWindow, clipboard, Menu, type WebContents } from 'electron'
import { FIRST_PLACE, runOfPlace } from '../shared/place.ts'
import { afterCrash } from './desktop/after-crash.ts'
import { contextTemplate } from './desktop/context-menu.ts'
import { besides, type KeptWindow, keptWriter, readKeptWindows } from './desktop/kept-windows.ts'
import { crashQuestion, UNRESPONSIVE } from './desktop/questions.ts'
import { askPerson } from './dialogs.ts'
import { setQuietTimer } from './timer.ts'
import { bringToFront, openWindow, placeOf, placeShown, showPlace } from './window.ts'

export interface WindowParts {
  preloadFile: string
  /** Where windows are kept between two starts. */
  keptFile: string
  /** Gets each page before anything is loaded in it. */
  onPage(contents: WebContents): void
  /** A page could not be loaded: there is no other place on screen to say why. */
  onFailure(error: unknown): void
  /** The person logs off, or the machine ends: Windows tells it to windows, and it cannot be put off any more. */
  onSessionEnd(): void
  /** Whether the last window may close; otherwise `quit` is asked instead. */
  mayGo(): boolean
  quit(): void
  report(error: unknown): void
}

export interface Windows {
  /** Another window, beside the one in front. */
  open(place?: string): void
  /** In the window that shows the place's run, else in the one that was in front last, else in a new one. */
  show(place: string): void
  /** Brings a window to the front; opens those of last time where there is none. */
  showAny(): void
  /** From now on closing windows are those of next time. */
  leave(): void
  /** Closes them all, and the application stays. */
  toBackground(): void
  /** Since then no window was opened. */
  isInBackground(): boolean
}

/** A window that is moved tells of every step. */
const KEEP_AFTER_MS = 500

export function createWindows(parts: WindowParts): Windows {
  const keeper = createKeeper(parts)
  let front: BrowserWindow | null = null
  let isInBackground = false

  const open = (place: string, kept: Pick<KeptWindow, 'bounds' | 'isMaximized'> | null): void => {
    isInBackground = false
    keeper.stay()
    const window = openWindow(parts.preloadFile, parts.onPage, kept)
    window.on('focus', () => {
      front = window
    })
    window.on('closed', () => {
      if (front === window) front = null
    })
    window.on('session-end', parts.onSessionEnd)
    keepWhatChanges(window, keeper)
    askBeforeTheLast(window, keeper, parts)
    offerContextMenu(window, openBeside)
    recover(window, parts.report)
    showPlace(window, place).catch(parts.onFailure)
  }
  const openBeside = (place: string): void => {
    const beside = front ?? BrowserWindow.getAllWindows().at(-1)
    open(place, beside ? { bounds: besides(beside.getNormalBounds()), isMaximized: false } : null)
  }
  const restore = (): void => {
    const kept = readKeptWindows(parts.keptFile)
    for (const window of kept) open(window.place, window)
    if (kept.length === 0) open(FIRST_PLACE, null)
  }
  return {
    open: (place = FIRST_PLACE) => openBeside(place),
    show: (place) => {
      const window = windowShowing(place) ?? front ?? BrowserWindow.getAllWindows()[0]
      if (!window) return open(place, readKeptWindows(parts.keptFile)[0] ?? null)
      bringToFront(window)
      showPlace(window, place).catch(parts.onFailure)
    },
    showAny: () => {
      const window = front ?? BrowserWindow.getAllWindows()[0]
      if (window) bringToFront(window)
      else restore()
    },
    leave: keeper.leave,
    isInBackground: () => isInBackground,
    toBackground: () => {
      isInBackground = true
      keeper.leave()
      for (const window of BrowserWindow.getAllWindows()) window.close()
    },
  }
}

/** The window that shows the run of a place already. */
function windowShowing(place: string): BrowserWindow | undefined {
  const runId = runOfPlace(place)
  if (runId === null) return undefined
  return BrowserWindow.getAllWindows().find((window) => runOfPlace(placeShown(window)) === runId)
}

type Keeper = ReturnType<typeof createKeeper>

/** Keeps where the windows are and what they show. */
function createKeeper({ keptFile, report }: Pick<WindowParts, 'keptFile' | 'report'>) {
  const write = keptWriter(keptFile, report)
  let isLeaving = false
  let cancel = (): void => undefined
  const now = (): void => {
    cancel()
    const windows = BrowserWindow.getAllWindows().map((window) => ({
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      place: placeShown(window),
    }))
    if (!isLeaving && windows.length > 0) write(windows)
  }
  return {
    now,
    soon: (): void => {
      cancel()
      cancel = setQuietTimer(now, KEEP_AFTER_MS)
    },
    leave: (): void => {
      now()
      isLeaving = true
    },
    stay: (): void => {
      isLeaving = false
    },
    isLeaving: (): boolean => isLeaving,
  }
}

function keepWhatChanges(window: BrowserWindow, { soon }: Keeper): void {
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('closed', soon)
  window.webContents.on('did-navigate-in-page', soon)
  soon()
}

/** The last window does not close before it is decided what becomes of runs that work. */
function askBeforeTheLast(window: BrowserWindow, keeper: Keeper, { mayGo, quit }: WindowParts): void {
  window.on('close', (event) => {
    keeper.now()
    if (keeper.isLeaving() || BrowserWindow.getAllWindows().length > 1 || mayGo()) return
    event.preventDefault()
    quit()
  })
}

function offerContextMenu(window: BrowserWindow, open: (place: string) => void): void {
  const commands = { placeOf, openWindow: open, copy: (text: string) => clipboard.writeText(text) }
  window.webContents.on('context-menu', (_event, clicked) => {
    const items = contextTemplate(clicked, commands)
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window, x: clicked.x, y: clicked.y })
  })
}

/** A page that ends by itself comes back, and one that does not answer is asked about. What it showed and what was typed is kept. */
function recover(window: BrowserWindow, report: (error: unknown) => void): void {
  const { webContents } = window
  let crashedMs: number | null = null
  let asking: AbortController | null = null
  const settle = async (reason: string): Promise<void> => {
    const action = afterCrash(reason, crashedMs, performance.now())
    crashedMs = performance.now()
    report(new Error(`A page of the window ended: ${reason}`))
    if (action === 'reload' || (await askPerson(window, crashQuestion(reason))) === 'reload') webContents.reload()
    else window.destroy()
  }
  webContents.on('render-process-gone', (_event, { reason }) => {
    asking?.abort()
    if (reason !== 'clean-exit') settle(reason).catch(report)
  })
  window.on('responsive', () => asking?.abort())
  window.on('unresponsive', () => {
    asking?.abort()
    const own = new AbortController()
    asking = own
    const ask = async (): Promise<void> => {
      // Its end is told like that of any other.
      if ((await askPerson(window, UNRESPONSIVE, own.signal)) === 'reload') webContents.forcefullyCrashRenderer()
    }
    ask().catch(report)
  })
}
