import type { Input, MethodName, Output, Reply, RpcError, TopicMessage } from '../shared/contract.ts'
import type { ConnectionListener, UiClient } from './ui-client.ts'
import * as TEXT from './words/texts/shell.ts'

export interface Line {
  /** Begins a new connection. */
  open(): WebSocket
  /** Whether the server still lets this browser in; rejects where it does not answer. Asked only after a connection failed. */
  isKnown(): Promise<boolean>
}

type Incoming = { id: number; reply: Reply<unknown> } | TopicMessage
// Written as a method: the caller of `call` says what its reply carries, so a narrower receiver fits.
interface Pending {
  answer(reply: Reply<unknown>): void
}

const FIRST_DELAY_MS = 300
const LONGEST_DELAY_MS = 5_000

/** The wait before connecting again: `failures` connections in a row were lost or not made. */
export const delayMs = (failures: number): number =>
  Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, failures - 1))

const LOST: RpcError = {
  code: 'unavailable',
  message: TEXT.connectionToTriptychWasLost,
  remedy: TEXT.itIsTriedAgainByItself,
}
const UNKNOWN: RpcError = {
  code: 'unavailable',
  message: TEXT.triptychWasStartedAgainAndDoesNotKnow,
  remedy: TEXT.openNewestAddressThatItsTerminalPrinted,
}

/**
 * The boundary over a WebSocket. A call waits for the connection that is being made, and is sent once: where its connection is lost or
 * cannot be made it is answered as `unavailable`, never repeated. Connects again by itself.
 */
export function createSocketClient(line: Line): Omit<UiClient, 'openLink' | 'openWindow' | 'pathOf'> {
  const desk = createDesk()
  const watchers = new Set<ConnectionListener>()
  let socket: WebSocket | null = null
  let problem: RpcError | null = null
  let failures = 0

  const isOpen = (): boolean => socket?.readyState === WebSocket.OPEN
  const tell = (now: RpcError | null): void => {
    if (now === problem) return
    problem = now
    for (const watcher of watchers) watcher(now === null, now)
  }
  const lose = async (wasOpen: boolean): Promise<void> => {
    failures = wasOpen ? 1 : failures + 1
    setTimeout(connect, delayMs(failures))
    const answerLost = desk.giveUp()
    if (wasOpen) tell(LOST)
    // A server that does not answer at all is as lost as a broken line.
    const error = wasOpen || (await line.isKnown().catch(() => true)) ? LOST : UNKNOWN
    if (!isOpen()) tell(error)
    answerLost(error)
  }
  const connect = (): void => {
    const opening = line.open()
    let wasOpen = false
    socket = opening
    opening.onopen = () => {
      wasOpen = true
      for (const text of desk.takeUnsent()) opening.send(text)
      tell(null)
    }
    opening.onmessage = ({ data }) => desk.receive(String(data))
    opening.onclose = () => void lose(wasOpen)
  }
  connect()

  return {
    call: (method, input) => desk.ask(method, input, isOpen() ? socket : null),
    subscribe: desk.subscribe,
    onConnection: (listener) => {
      watchers.add(listener)
      listener(problem === null, problem)
      return () => watchers.delete(listener)
    },
  }
}

/** Questions that are not answered yet, and who listens: what outlives a connection. */
function createDesk() {
  const pending = new Map<number, Pending>()
  const topics = new Set<(message: TopicMessage) => void>()
  /** Questions for the connection that is being made. */
  const unsent: string[] = []
  let lastId = 0
  return {
    ask: <M extends MethodName>(method: M, input: Input<M>, socket: WebSocket | null) =>
      new Promise<Reply<Output<M>>>((resolve) => {
        lastId += 1
        pending.set(lastId, { answer: (reply: Reply<Output<M>>) => resolve(reply) })
        const text = JSON.stringify({ id: lastId, method, input })
        if (socket) socket.send(text)
        else unsent.push(text)
      }),
    takeUnsent: () => unsent.splice(0),
    receive: (text: string): void => {
      const message: Incoming = JSON.parse(text)
      if ('topic' in message) for (const listener of topics) listener(message)
      else {
        pending.get(message.id)?.answer(message.reply)
        pending.delete(message.id)
      }
    },
    /** Nothing asked so far will be answered by the server; returns what answers it instead. */
    giveUp: (): ((error: RpcError) => void) => {
      const lost = [...pending.values()]
      pending.clear()
      unsent.length = 0
      return (error) => {
        for (const { answer } of lost) answer({ ok: false, error })
      }
    },
    subscribe: (listener: (message: TopicMessage) => void) => {
      topics.add(listener)
      return () => topics.delete(listener)
    },
  }
}
