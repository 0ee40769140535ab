/**
 * Code that runs in the page. Its functions are injected by their own text, so they may use nothing from this module but types.
 * The page's world and the preload's world share the DOM and no objects: values travel as synchronous DOM events.
 */

type Callable = (...args: unknown[]) => unknown

type Packed =
  | { kind: 'value'; value: unknown }
  | { kind: 'list'; items: Packed[] }
  | { kind: 'object'; members: [string, Packed][] }
  | { kind: 'error'; name: string; message: string }
  | { kind: 'function'; id: number }
  | { kind: 'promise'; id: number }

type Message =
  | { kind: 'call'; id: number; args: Packed[] }
  | { kind: 'returned'; value: Packed }
  | { kind: 'thrown'; value: Packed }
  | { kind: 'resolved'; id: number; value: Packed }
  | { kind: 'rejected'; id: number; value: Packed }
  | { kind: 'expose'; key: string; api: Packed }
  | { kind: 'open'; url: string }

interface BridgeEnd {
  pack(value: unknown): Packed
  unpack(packed: Packed): unknown
  /** Sends and returns what the other world returned at once; throws what it threw. */
  request(message: Message): unknown
  send(message: Message): void
  /** For the messages that are not the bridge's own. */
  onOther(listener: (message: Message) => void): void
}

/** `sendOn`, `listenOn`: event names that only the two ends know. */
export function bridgeEnd(sendOn: string, listenOn: string): BridgeEnd {
  const exported = new Map<number, Callable>()
  const waiting = new Map<number, { resolve: Callable; reject: Callable }>()
  const dispatchEvent = EventTarget.prototype.dispatchEvent
  const Event = CustomEvent
  let lastId = 0
  const returns: Message[] = []
  let other: (message: Message) => void = () => undefined

  const isCallable = (value: unknown): value is Callable => typeof value === 'function'
  const send = (message: Message): void => {
    dispatchEvent.call(window, new Event(sendOn, { detail: message }))
  }
  const isPromise = (value: object): value is Promise<unknown> => 'then' in value && isCallable(value.then)
  const keep = (value: Callable): Packed => {
    lastId += 1
    exported.set(lastId, value)
    return { kind: 'function', id: lastId }
  }
  const keepPromise = (value: Promise<unknown>): Packed => {
    lastId += 1
    const id = lastId
    value.then(
      (result) => send({ kind: 'resolved', id, value: pack(result) }),
      (error) => send({ kind: 'rejected', id, value: pack(error) }),
    )
    return { kind: 'promise', id }
  }
  const pack = (value: unknown): Packed => {
    if (isCallable(value)) return keep(value)
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (value === null || typeof value !== 'object') return { kind: 'value', value }
    if (isPromise(value)) return keepPromise(value)
    if (value instanceof Error) return { kind: 'error', name: value.name, message: value.message }
    if (Array.isArray(value)) return { kind: 'list', items: value.map(pack) }
    return { kind: 'object', members: Object.entries(value).map(([key, member]) => [key, pack(member)]) }
  }
  const unpack = (packed: Packed): unknown => {
    switch (packed.kind) {
      case 'value':
        return packed.value
      case 'list':
        return Object.freeze(packed.items.map(unpack))
      case 'object':
        return Object.freeze(Object.fromEntries(packed.members.map(([key, member]) => [key, unpack(member)])))
      case 'error':
        return Object.assign(new Error(packed.message), { name: packed.name })
      case 'promise':
        return new Promise((resolve, reject) => waiting.set(packed.id, { resolve, reject }))
      case 'function':
        return (...args: unknown[]) => request({ kind: 'call', id: packed.id, args: args.map(pack) })
    }
  }
  const request = (message: Message): unknown => {
    send(message)
    // Events are synchronous: the listener below has the answer before `send` returns.
    const answer = returns.pop()
    if (answer?.kind === 'thrown') throw unpack(answer.value)
    if (answer?.kind !== 'returned') throw new Error('electron shim: the other world did not answer')
    return unpack(answer.value)
  }
  const settle = (message: Message & { id: number; value: Packed }): void => {
    const { resolve, reject } = waiting.get(message.id) ?? {}
    waiting.delete(message.id)
    if (message.kind === 'resolved') resolve?.(unpack(message.value))
    else reject?.(unpack(message.value))
  }
  const answerCall = (id: number, args: Packed[]): void => {
    try {
      send({ kind: 'returned', value: pack(exported.get(id)?.(...args.map(unpack))) })
    } catch (error) {
      send({ kind: 'thrown', value: pack(error) })
    }
  }
  window.addEventListener(listenOn, (event) => {
    if (!(event instanceof CustomEvent)) return
    const message: Message = event.detail
    if (message.kind === 'call') answerCall(message.id, message.args)
    else if (message.kind === 'returned' || message.kind === 'thrown') returns.push(message)
    else if (message.kind === 'resolved' || message.kind === 'rejected') settle(message)
    else other(message)
  })
  return {
    pack,
    unpack,
    send,
    request,
    onOther: (listener) => {
      other = listener
    },
  }
}

/** The page's own world: it gets what the preload exposes, and its new windows are asked for instead of opened. */
export function pageWorld(makeEnd: typeof bridgeEnd, sendOn: string, listenOn: string): void {
  if (window !== window.top) return
  const bridge = makeEnd(sendOn, listenOn)
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
  bridge.onOther((message) => {
    if (message.kind !== 'expose') return
    try {
      if (Object.hasOwn(window, message.key)) {
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      }
      const value = bridge.unpack(message.api)
      Object.defineProperty(window, message.key, { value, enumerable: true })
      bridge.send({ kind: 'returned', value: bridge.pack(true) })
    } catch (error) {
      bridge.send({ kind: 'thrown', value: bridge.pack(error) })
    }
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

/** The preload's world, as a sandboxed preload sees it: `require('electron')` and no Node. */
export function preloadWorld(
  makeEnd: typeof bridgeEnd,
  place: PreloadPlace,
  checkClonable: (value: unknown) => void,
  run: (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void,
): void {
  if (window !== window.top) return
  const post: (text: string) => void = Reflect.get(globalThis, place.binding)
  Reflect.deleteProperty(globalThis, place.binding)
  const bridge = makeEnd(place.sendOn, place.listenOn)
  const waiting = new Map<number, { channel: string; resolve: Callable; reject: Callable }>()
  let lastId = 0
  const invoke = (channel: string, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      checkClonable(args)
      lastId += 1
      waiting.set(lastId, { channel, resolve, reject })
      post(JSON.stringify({ kind: 'invoke', id: lastId, channel, args }))
    })
  const receive = (text: string): void => {
    const answer: { id: number; ok: boolean; value: unknown } = JSON.parse(text)
    const { channel, resolve, reject } = waiting.get(answer.id) ?? {}
    waiting.delete(answer.id)
    if (answer.ok) resolve?.(answer.value)
    else reject?.(new Error(`Error invoking remote method '${channel}': ${answer.value}`))
  }
  Object.defineProperty(globalThis, place.receiver, { value: receive })
  bridge.onOther((message) => {
    if (message.kind === 'open') post(JSON.stringify(message))
  })

  const only = (name: string, members: object): object =>
    new Proxy(members, {
      get: (target, key) => {
        if (key in target || typeof key === 'symbol' || key === '__esModule' || key === 'default' || key === 'then') {
          return Reflect.get(target, key)
        }
        throw new Error(`electron shim: ${name}.${key} is not implemented in a preload`)
      },
    })
  const electron = only('electron', {
    ipcRenderer: only('ipcRenderer', { invoke }),
    contextBridge: only('contextBridge', {
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
    run(require, module, module.exports)
  } catch (error) {
    post(JSON.stringify({ kind: 'preload_error', message: String(error) }))
    throw error
  }
}
