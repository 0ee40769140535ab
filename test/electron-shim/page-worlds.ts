/** What runs in a page before its own scripts do. Injected like the functions of page-bridge.ts, and together with them. */
import { checkClonable } from './clonable.ts'
import { answerOf, createBridge, type Message } from './page-bridge.ts'

/** The page's own world: it gets what the preload exposes, and its new windows are asked for instead of opened. */
export function enterPageWorld(sendOn: string, listenOn: string): void {
  if (window !== window.top) return
  const bridge = createBridge(sendOn, listenOn)
  const ask = (address: string): null => {
    const url = URL.parse(address, document.baseURI)
    if (url) bridge.send({ kind: 'open', url: url.href })
    return null
  }
  // A denied window must not exist even for a moment: a paused popup shares, and blocks, its opener's event loop.
  window.open = (url = '') => ask(String(url))
  window.addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    const staysHere = !event.ctrlKey && !event.shiftKey && !event.metaKey && (link?.target ?? '') === ''
    if (!link || event.defaultPrevented || staysHere) return
    event.preventDefault()
    ask(link.href)
  })
  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return
    const path = event.composedPath()
    const link = path.find((node) => node instanceof HTMLAnchorElement)
    const field = path.find((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)
    const selectionText = field
      ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
      : String(getSelection() ?? '')
    const place = { x: event.clientX, y: event.clientY }
    bridge.send({
      kind: 'context_menu',
      ...place,
      linkURL: link?.href ?? '',
      selectionText,
      isEditable: field !== undefined,
    })
  })
  const expose = ({ key, api }: Extract<Message, { kind: 'expose' }>): void => {
    if (Object.hasOwn(window, key)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    }
    Object.defineProperty(window, key, { value: bridge.unpack(api), enumerable: true })
  }
  bridge.onOther((message) => {
    if (message.kind === 'expose') bridge.send(answerOf(() => bridge.pack(expose(message)), bridge.pack))
  })
}

export interface PreloadPlace {
  sendOn: string
  listenOn: string
  /** A function that exists in the preload's world only, to the main process. */
  binding: string
  /** How the main process answers: a function it calls in the preload's world. */
  receiver: string
}

type Preload = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void

/** The preload's world, as a sandboxed preload sees it: `require('electron')` and no Node. */
export function enterPreloadWorld(place: PreloadPlace, preload: Preload): void {
  if (window !== window.top) return
  const post: (text: string) => void = Reflect.get(globalThis, place.binding)
  Reflect.deleteProperty(globalThis, place.binding)
  const bridge = createBridge(place.sendOn, place.listenOn)
  bridge.onOther((message) => {
    if (message.kind === 'open' || message.kind === 'context_menu') post(JSON.stringify(message))
  })
  const dropped: string[] = []
  const electron = withoutTheRest('electron', {
    ipcRenderer: withoutTheRest(
      'ipcRenderer',
      createIpcRenderer(post, place.receiver, (file) => dropped.push(file)),
    ),
    webUtils: withoutTheRest('webUtils', {
      // The bridge lets a file's name through; what was not dropped lies nowhere.
      getPathForFile: ({ name }: { name: string }) => dropped.findLast((file) => file.endsWith(`/${name}`)) ?? '',
    }),
    contextBridge: withoutTheRest('contextBridge', {
      exposeInMainWorld: (key: string, api: unknown) => {
        bridge.request({ kind: 'expose', key, api: bridge.pack(api) })
      },
    }),
  })
  const require = (name: string): unknown => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  try {
    preload(require, module, module.exports)
  } catch (error) {
    post(JSON.stringify({ kind: 'preload_error', message: String(error) }))
    throw error
  }
}

type IpcListener = (event: object, ...args: unknown[]) => void
type FromMain =
  | { kind: 'answer'; id: number; ok: boolean; value: unknown }
  | { kind: 'message'; channel: string; args: unknown[] }
  | { kind: 'dropped'; file: string }

/** `ipcRenderer`. The main process answers and tells through a global function named `receiver`; `onDropped`: a file that a person dropped. */
export function createIpcRenderer(
  post: (text: string) => void,
  receiver: string,
  onDropped: (file: string) => void = () => undefined,
) {
  const waiting = new Map<number, { channel: string; answer: PromiseWithResolvers<unknown> }>()
  const listeners = new Map<string, IpcListener[]>()
  let lastId = 0
  const receive = (text: string): void => {
    const message: FromMain = JSON.parse(text)
    if (message.kind === 'message') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args)
      return
    }
    if (message.kind === 'dropped') {
      onDropped(message.file)
      return
    }
    const { channel, answer } = waiting.get(message.id) ?? {}
    waiting.delete(message.id)
    if (message.ok) answer?.resolve(message.value)
    else answer?.reject(new Error(`Error invoking remote method '${channel}': ${message.value}`))
  }
  Object.defineProperty(globalThis, receiver, { value: receive })
  return {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      checkClonable(args)
      lastId += 1
      const answer = Promise.withResolvers<unknown>()
      waiting.set(lastId, { channel, answer })
      post(JSON.stringify({ kind: 'invoke', id: lastId, channel, args }))
      return answer.promise
    },
    on: (channel: string, listener: IpcListener): void => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    },
    removeListener: (channel: string, listener: IpcListener): void => {
      listeners.set(channel, listeners.get(channel)?.filter((other) => other !== listener) ?? [])
    },
  }
}

/** Whatever else is read is an error that names it. */
export function withoutTheRest(name: string, members: object): object {
  return new Proxy(members, {
    get: (target, key) => {
      if (key in target || typeof key === 'symbol' || ['__esModule', 'default', 'then'].includes(key)) {
        return Reflect.get(target, key)
      }
      throw new Error(`electron shim: ${name}.${key} is not implemented in a preload`)
    },
  })
}
