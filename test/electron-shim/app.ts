import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { launchChromium } from './chromium.ts'
import { labelsOf, type Menu } from './menus.ts'
import { desktop, PreventableEvent, runtime, strict } from './runtime.ts'
import { releaseInstanceLock, takeInstanceLock } from './single-instance.ts'

const manifest = z
  .object({ version: z.string(), productName: z.string() })
  .parse(JSON.parse(readFileSync(path.resolve('package.json'), 'utf8')))

const emitter = new EventEmitter()
const ready = Promise.withResolvers<void>()
const paths = new Map<string, string>()
let isReady = false

/** True if a listener prevented it. */
function isPrevented(name: string): boolean {
  const event = new PreventableEvent()
  emitter.emit(name, event)
  return event.defaultPrevented
}

function exit(code = 0): void {
  runtime.quitting = true
  void Promise.allSettled([runtime.chromium?.close()]).then(() => process.exit(code))
}

/** Electron's order: before-quit, every window closes, will-quit, quit. */
function quit(): void {
  if (runtime.quitting || isPrevented('before-quit')) return
  runtime.quitting = true
  for (const window of runtime.windows.values()) window.close()
  if (runtime.windows.size > 0 || isPrevented('will-quit')) {
    runtime.quitting = false
    return
  }
  emitter.emit('quit', new PreventableEvent(), 0)
  exit(0)
}

const { platform } = process
const jumpListSchema = z.array(z.object({ items: z.array(z.object({ args: z.string() })) })).nullable()
/** A member that Electron has on one system only. */
const onlyOn = <T>(wanted: NodeJS.Platform, member: T): T | undefined => (platform === wanted ? member : undefined)

export const app = strict(
  'app',
  Object.assign(emitter, {
    // A test that wants a package names the folder of its resources.
    isPackaged: process.env['ELECTRON_SHIM_RESOURCES'] !== undefined,
    name: manifest.productName,
    getName: () => manifest.productName,
    getVersion: () => manifest.version,
    setPath: (name: string, folder: string) => void paths.set(name, folder),
    getPath: (name: string) => {
      const folder = paths.get(name)
      if (folder === undefined) throw new Error(`electron shim: path ${name} was not set`)
      return folder
    },
    enableSandbox: () => {
      if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    },
    requestSingleInstanceLock: () =>
      takeInstanceLock(path.join(app.getPath('userData'), 'shim-instances'), (argv, folder) => {
        void ready.promise.then(() => emitter.emit('second-instance', new PreventableEvent(), argv, folder, null))
      }),
    releaseSingleInstanceLock: () => releaseInstanceLock(path.join(app.getPath('userData'), 'shim-instances')),
    setBadgeCount: (count: number) => {
      desktop.badge = count
      return true
    },
    dock: onlyOn('darwin', {
      setMenu: (menu: Menu) => {
        desktop.dock = labelsOf(menu)
      },
    }),
    setAppUserModelId: onlyOn('win32', (id: string) => {
      desktop.modelId = id
    }),
    getJumpListSettings: onlyOn('win32', () => ({ minItems: 10, removedItems: [] })),
    setJumpList: onlyOn('win32', (categories: unknown) => {
      desktop.jumpList = (jumpListSchema.parse(categories) ?? []).flatMap(({ items }) => items.map(({ args }) => args))
      return 'ok'
    }),
    isReady: () => isReady,
    whenReady: () => ready.promise,
    quit,
    exit,
  }),
)

/** After the entry point was evaluated, as in Electron. Returns where the browser can be reached. */
export async function startApp(): Promise<string> {
  const chromium = await launchChromium(path.join(app.getPath('userData'), 'shim-chromium'))
  chromium.onGone(() => {
    if (!runtime.quitting) exit(1)
  })
  runtime.chromium = chromium
  // Electron takes the first one as the wish to quit, unless the application listens itself: then that takes its place.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      if (process.listenerCount(signal) === 0) quit()
    })
  isReady = true
  emitter.emit('ready', new PreventableEvent(), {})
  ready.resolve()
  return chromium.address
}

/** As Electron: without a listener the application ends with its last window. */
export function windowClosed(): void {
  if (runtime.windows.size > 0 || runtime.quitting) return
  setImmediate(() => {
    if (emitter.listenerCount('window-all-closed') === 0) quit()
    else emitter.emit('window-all-closed')
  })
}
