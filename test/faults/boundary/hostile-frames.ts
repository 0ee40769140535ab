/** Frames that are not the main frame of one of our windows showing our page, and the door of Electron's main process itself. */
import { registerHooks } from 'node:module'
import type { Reply } from '../../../shared/contract.ts'

/** What `ipcMain` hands to a handler, as far as it is looked at. */
interface Frame {
  sender: object
  senderFrame: { url: string } | null
}

export interface Door {
  /** As the renderer of that frame would call. */
  knock(frame: Frame, method: unknown, input: unknown): Promise<unknown>
  /** How often a call came through. */
  let(): number
  hostile: readonly Frame[]
  own: Frame
}

const SHIM = new URL('../../electron-shim/', import.meta.url)
const FOREIGN_ADDRESSES = [
  ...['', 'about:blank', 'about:srcdoc', 'https://evil.example/', 'http://127.0.0.1/index.html', 'file:///index.html'],
  ...['data:text/html,x', 'blob:app://triptych/x', 'app://triptych/other.html', 'app://triptych.evil/index.html'],
  ...[
    'app://evil@triptych.evil/index.html',
    'app://triptych:1/index.html',
    'apps://triptych/index.html',
    'app:triptych',
  ],
  ...['app://triptych/index.html/../evil.html', 'javascript:app://triptych/index.html', 'devtools://devtools/x.html'],
]

/** The product's own files, with Electron's stand-in beneath them. */
export async function openDoor(): Promise<Door> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron'
        ? { url: new URL('electron.ts', SHIM).href, shortCircuit: true }
        : next(specifier, context),
  })
  const [{ answerCalls }, { isOwnFrame }, { handleInvoke }, { runtime }, { BrowserWindow }, { RPC_CHANNEL }] =
    await Promise.all([
      import('../../../electron/ipc.ts'),
      import('../../../electron/window.ts'),
      import('../../electron-shim/ipc-main.ts'),
      import('../../electron-shim/runtime.ts'),
      import('../../electron-shim/browser-window.ts'),
      import('../../../shared/channel.ts'),
    ])
  hooks.deregister()
  let passed = 0
  const giveWindow = (webContents: object): void => {
    const window = Object.create(BrowserWindow.prototype, { webContents: { value: webContents } })
    runtime.windows.set(runtime.windows.size + 1, window)
  }
  answerCalls(isOwnFrame, async (): Promise<Reply<unknown>> => {
    passed += 1
    return { ok: true, value: null }
  })
  const mainFrame = { url: 'app://triptych/index.html#/' }
  const contents = { mainFrame }
  giveWindow(contents)
  const elsewhere = FOREIGN_ADDRESSES.map((url): Frame => {
    const frame = { url }
    const sender = { mainFrame: frame }
    giveWindow(sender)
    return { sender, senderFrame: frame }
  })
  return {
    knock: (frame, method, input) => handleInvoke(RPC_CHANNEL, frame, [method, input]),
    let: () => passed,
    own: { sender: contents, senderFrame: mainFrame },
    hostile: [
      ...elsewhere,
      { sender: contents, senderFrame: null },
      // A frame inside our page, and one that says what our page's says.
      { sender: contents, senderFrame: { url: mainFrame.url } },
      { sender: { mainFrame }, senderFrame: mainFrame },
    ],
  }
}
