/**
 * The bridge between a page's own world and its preload's: they share the DOM and no objects, so values travel as synchronous DOM
 * events. These functions are injected together, each by its own text: they may use each other, and nothing else.
 */

export type Callable = (...args: unknown[]) => unknown

export type Packed =
  | { kind: 'value'; value: unknown }
  | { kind: 'list'; items: Packed[] }
  | { kind: 'object'; members: [string, Packed][] }
  | { kind: 'error'; name: string; message: string }
  | { kind: 'function'; id: number }
  | { kind: 'promise'; id: number }

export type Message =
  | { kind: 'call'; id: number; args: Packed[] }
  | { kind: 'returned'; value: Packed }
  | { kind: 'thrown'; value: Packed }
  | { kind: 'resolved'; id: number; value: Packed }
  | { kind: 'rejected'; id: number; value: Packed }
  | { kind: 'released'; id: number }
  | { kind: 'expose'; key: string; api: Packed }
  | { kind: 'open'; url: string }
  | { kind: 'context_menu'; x: number; y: number; linkURL: string; selectionText: string; isEditable: boolean }

/** How functions and promises are kept on the side that has them, or stood in for on the other. */
interface Keeper {
  keepFunction(value: Callable): number
  keepPromise(value: Promise<unknown>): number
}
interface Reviver {
  reviveFunction(id: number): Callable
  revivePromise(id: number): Promise<unknown>
}

export interface Bridge {
  pack(value: unknown): Packed
  unpack(packed: Packed): unknown
  send(message: Message): void
  /** Sends and returns what the other world returned at once; throws what it threw. */
  request(message: Message): unknown
  /** For the messages that are not the bridge's own. */
  onOther(listener: (message: Message) => void): void
}

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'function'
}

export function isPromise(value: object): value is Promise<unknown> {
  return 'then' in value && isCallable(value.then)
}

export function packValue(value: unknown, keeper: Keeper): Packed {
  if (isCallable(value)) return { kind: 'function', id: keeper.keepFunction(value) }
  if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
  if (value === null || typeof value !== 'object') return { kind: 'value', value }
  // All that the preload may ask of a file is where it lies.
  if (value instanceof File) return { kind: 'value', value: { name: value.name } }
  if (isPromise(value)) return { kind: 'promise', id: keeper.keepPromise(value) }
  if (value instanceof Error) return { kind: 'error', name: value.name, message: value.message }
  if (Array.isArray(value)) return { kind: 'list', items: value.map((item) => packValue(item, keeper)) }
  return { kind: 'object', members: Object.entries(value).map(([key, member]) => [key, packValue(member, keeper)]) }
}

/** Frozen, as what Electron's contextBridge hands over. */
export function unpackValue(packed: Packed, reviver: Reviver): unknown {
  switch (packed.kind) {
    case 'value':
      return packed.value
    case 'list':
      return Object.freeze(packed.items.map((item) => unpackValue(item, reviver)))
    case 'object':
      return Object.freeze(
        Object.fromEntries(packed.members.map(([key, member]) => [key, unpackValue(member, reviver)])),
      )
    case 'error':
      return Object.assign(new Error(packed.message), { name: packed.name })
    case 'promise':
      return reviver.revivePromise(packed.id)
    case 'function':
      return reviver.reviveFunction(packed.id)
  }
}

/** `sendOn`, `listenOn`: event names that only the two ends know. */
export function createBridge(sendOn: string, listenOn: string): Bridge {
  const functions = new Map<number, Callable>()
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const returns: Message[] = []
  let lastId = 0
  let other: (message: Message) => void = () => undefined

  const send = (message: Message): void => {
    window.dispatchEvent(new CustomEvent(sendOn, { detail: message }))
  }
  const pack = (value: unknown): Packed => packValue(value, { keepFunction, keepPromise })
  const unpack = (packed: Packed): unknown => unpackValue(packed, { reviveFunction, revivePromise })
  const keepFunction = (value: Callable): number => {
    lastId += 1
    functions.set(lastId, value)
    return lastId
  }
  const keepPromise = (value: Promise<unknown>): number => {
    lastId += 1
    const id = lastId
    value.then(
      (result) => send({ kind: 'resolved', id, value: pack(result) }),
      (error) => send({ kind: 'rejected', id, value: pack(error) }),
    )
    return id
  }
  // As in Electron, a function lives on while the other world has its stand-in, and no longer.
  const standIns = new FinalizationRegistry<number>((id) => send({ kind: 'released', id }))
  const reviveFunction = (id: number): Callable => {
    const standIn: Callable = (...args) => request({ kind: 'call', id, args: args.map(pack) })
    standIns.register(standIn, id)
    return standIn
  }
  const revivePromise = (id: number): Promise<unknown> => {
    const pending = Promise.withResolvers<unknown>()
    waiting.set(id, pending)
    return pending.promise
  }
  const settled = (id: number): PromiseWithResolvers<unknown> | undefined => {
    const pending = waiting.get(id)
    waiting.delete(id)
    return pending
  }
  const request = (message: Message): unknown => {
    send(message)
    // Events are synchronous: `receive` has the answer before `send` returns.
    const answer = returns.pop()
    if (answer?.kind === 'thrown') throw unpack(answer.value)
    if (answer?.kind !== 'returned') throw new Error('electron shim: the other world did not answer')
    return unpack(answer.value)
  }
  const receive = (message: Message): void => {
    if (message.kind === 'call') {
      send(answerOf(() => pack(functions.get(message.id)?.(...message.args.map(unpack))), pack))
    } else if (message.kind === 'returned' || message.kind === 'thrown') returns.push(message)
    else if (message.kind === 'released') functions.delete(message.id)
    else if (message.kind === 'resolved') settled(message.id)?.resolve(unpack(message.value))
    else if (message.kind === 'rejected') settled(message.id)?.reject(unpack(message.value))
    else other(message)
  }
  window.addEventListener(listenOn, (event) => {
    if (event instanceof CustomEvent) receive(event.detail)
  })
  const onOther = (listener: (message: Message) => void): void => {
    other = listener
  }
  return { pack, unpack, send, request, onOther }
}

/** What `work` returned or threw, as the message that says so. */
export function answerOf(work: () => Packed, pack: (error: unknown) => Packed): Message {
  try {
    return { kind: 'returned', value: work() }
  } catch (error) {
    return { kind: 'thrown', value: pack(error) }
  }
}
