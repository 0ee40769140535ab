import type { BrowserContext, Page } from 'playwright'
import type { Bounds } from './runtime.ts'
import type { MainFailure, MainState, PowerEvent, WindowEvent } from './steering.ts'

/** Where the built application runs: on the stand-in of this folder, or in Electron itself. */
export type WindowHost = 'stand-in' | 'electron'

export interface LaunchOptions {
  /** The default is Electron where it is found. */
  host?: WindowHost
  env?: Readonly<Record<string, string>>
  args?: readonly string[]
}

/** Why no test can run in Electron; null if one can. `isThere`: its binary. */
export function noElectronBecause({
  env,
  platform,
  isThere,
}: {
  env: Readonly<Record<string, string | undefined>>
  platform: string
  isThere: boolean
}): string | null {
  if (env['TRIPTYCH_ELECTRON'] === '0') return 'TRIPTYCH_ELECTRON=0'
  if (!isThere) return "Electron's binary is not installed"
  const hasDisplay = platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']
  return hasDisplay ? null : 'Electron needs a display: neither DISPLAY nor WAYLAND_DISPLAY is set'
}

/** The button that lets the application end while runs work. */
export const STOP = 'Stop at the Next Safe Point'

/** The built application, as a test has it. */
export interface RunningApp {
  readonly host: WindowHost
  /** The first window's. */
  readonly page: Page
  /** Of all windows, in the order they were opened. */
  pages(): Page[]
  /** Errors and warnings of the console, of all pages. */
  readonly problems: string[]
  /** What the stand-in's desktop was told, in the last moment too: error boxes, and that the machine's end waits. Electron's is not heard. */
  readonly notes: string[]
  state(): Promise<MainState>
  /** Closes every window; with `index` only that one. */
  closeWindow(index?: number): Promise<void>
  /** Moves a window and gives it another size. `index`: in the state's list, as below. */
  placeWindow(index: number, bounds: Bounds): Promise<void>
  /** The page's process ends. */
  crash(index: number): Promise<void>
  /** The person drops a file or folder on a window. */
  drop(index: number, file: string): Promise<void>
  /** The person looks at another application; `focus`: at the first window again. */
  blur(): Promise<void>
  focus(): Promise<void>
  /** The answer to the next folder dialog that has none yet; null: the person closes it. */
  answerFolderDialog(folder: string | null): Promise<void>
  /** `index` in the state's list; `button`: one of its own. */
  clickNotification(index: number, button?: string): Promise<void>
  clickMenu(label: string): Promise<void>
  /** In the context menu that was shown last. */
  clickPopup(label: string): Promise<void>
  clickTray(label: string): Promise<void>
  /** In the message box that was opened last. */
  answerMessage(button: string): Promise<void>
  power(event: PowerEvent): Promise<void>
  /** The machine sleeps as long, and wakes: clocks went on meanwhile, timers did not. */
  sleep(ms: number): Promise<void>
  /** The person comes back to the application by its icon, as macOS tells it. */
  activate(): Promise<void>
  tellWindow(index: number, event: WindowEvent): Promise<void>
  /** Something in the main process fails, and nothing catches it. */
  fail(how: MainFailure, message: string): Promise<void>
  /** A second start of the same application with these arguments; resolves with its exit code. */
  startAgain(args?: readonly string[]): Promise<number | null>
  /** `kill -9` of the main process. */
  kill(): Promise<void>
  /** What a session that ends sends to the main process. */
  terminate(): void
  /** One wish to quit; `exited` tells when it is fulfilled. */
  askToQuit(): Promise<void>
  /** Exit code of the main process. */
  readonly exited: Promise<number | null>
  /** Asks to quit, lets runs stop where that is asked, and waits for it. */
  quit(): Promise<void>
}

/** Collects what goes wrong in the pages of a context, from the first line on. */
export async function collectProblems(context: BrowserContext, page: Page): Promise<string[]> {
  const problems: string[] = []
  const note = (type: string, text: string): void => {
    if (type === 'error' || type === 'warning') problems.push(text)
  }
  context.on('console', (message) => note(message.type(), message.text()))
  context.on('weberror', (error) => problems.push(String(error.error())))
  // What was written before this test was connected.
  for (const message of await page.consoleMessages()) note(message.type(), message.text())
  for (const error of await page.pageErrors()) problems.push(String(error))
  return problems
}
