import { createContext, useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Input, MethodName, Output, Reply, RpcError } from '../../shared/contract.ts'
import type { UpdateView } from '../../shared/update.ts'
import type { GateRow, SettingsView } from '../../shared/views.ts'
import type { UiClient } from '../client.ts'
import * as TEXT from '../words/texts/data.ts'
import { readKept, writeKept } from './kept.ts'
import { createOpenRun, type OpenRun, type OpenRunStore } from './open-run.ts'
import { createPreviews, type Previews } from './previews.ts'
import { parseFilter } from './run-filter.ts'
import { createRunList, type RunListStore } from './run-list.ts'
import { createStore, type Store, useStore } from './store.ts'
import { createSystemInfo, type SystemInfoStore } from './system-info.ts'

/** What the whole window shares. */
export interface AppData {
  client: UiClient
  /** Null: connected; else what the person can read and do about it. */
  lost: Store<RpcError | null>
  info: SystemInfoStore
  runs: RunListStore
  /** All open gates, oldest first. */
  gates: Store<readonly GateRow[]>
  openRun: OpenRunStore
  /** The program's next version; null: it is not updated by itself, or nothing is known yet. */
  update: Store<UpdateView | null>
  previews: Previews
  /** Null until they were read. */
  settings: Store<SettingsView | null>
}

const FILTER_KEY = 'runs.filter'

/** What the list is filtered by survives a reload. */
function keepFilter(runs: RunListStore): RunListStore {
  return {
    ...runs,
    search: (filter) => {
      writeKept(FILTER_KEY, JSON.stringify(filter))
      runs.search(filter)
    },
  }
}

const LOST: RpcError = { code: 'unavailable', message: TEXT.notConnectedToTriptych }

/** What was read so lately is not read again because the window got the focus. */
const FRESH_MS = 3_000

export function createAppData(client: UiClient): AppData {
  const data: AppData = {
    client,
    lost: createStore<RpcError | null>(null),
    info: createSystemInfo(client),
    runs: keepFilter(createRunList(client, parseFilter(readKept(FILTER_KEY)))),
    gates: createStore<readonly GateRow[]>([]),
    openRun: createOpenRun(client),
    update: createStore<UpdateView | null>(null),
    previews: createPreviews(client),
    settings: createStore<SettingsView | null>(null),
  }
  client.subscribe((message) => {
    if (message.topic === 'runs.changed') data.runs.merge(message.value.rows)
    else if (message.topic === 'gates.changed') data.gates.set(message.value.gates)
    else if (message.topic === 'update.changed') data.update.set(message.value)
    else if (message.topic === 'settings.changed') data.settings.set(message.value)
    else data.openRun.change(message.value)
  })
  client.onConnection((connected, problem) => {
    const wasLost = data.lost.get() !== null
    data.lost.set(connected ? null : (problem ?? LOST))
    if (connected && wasLost) readAll(data)
  })
  // Whatever was missed while nobody looked (a machine asleep, a database that could not be read) is there again.
  let readAt = performance.now()
  window.addEventListener('focus', () => {
    if (performance.now() - readAt < FRESH_MS) return
    readAt = performance.now()
    readAll(data)
  })
  readAll(data)
  return data
}

function readAll({ client, info, runs, gates, openRun, update, settings }: AppData): void {
  info.reload()
  void client.call('updates.get', {}).then((reply) => {
    if (reply.ok) update.set(reply.value)
  })
  void client.call('settings.read', {}).then((reply) => {
    if (reply.ok) settings.set(reply.value)
  })
  void client.call('gates.list', {}).then((reply) => {
    if (reply.ok) gates.set(reply.value)
  })
  runs.reload()
  openRun.reload()
}

const AppDataContext = createContext<AppData | null>(null)
export const AppDataProvider = AppDataContext.Provider

export function useAppData(): AppData {
  const data = useContext(AppDataContext)
  if (data === null) throw new Error('There is no AppDataProvider above')
  return data
}

/** The run that the address names, live. Opens it if it is another one. */
export function useOpenRun(runId: string): OpenRun {
  const { openRun } = useAppData()
  // It is asked for before the picture that says so is drawn.
  useLayoutEffect(() => openRun.open(runId), [openRun, runId])
  const open = useStore(openRun)
  return open.runId === runId ? open : { runId, view: null, error: null }
}

export interface Asked<T> {
  /** Of the newest answer that came; kept while it is asked again. Null until the first. */
  value: T | null
  error: RpcError | null
  isLoading: boolean
  reload(): void
}

/**
 * The answer to a question, asked again when the input or `version` is another one. `input` null: nothing is asked yet. An answer
 * to another input is never shown; one to an earlier version is, until the next is there.
 */
export function useCall<M extends MethodName>(
  method: M,
  input: Input<M> | null,
  version: string | number = '',
): Asked<Output<M>> {
  const { client } = useAppData()
  const [asked, setAsked] = useState(0)
  const question = input === null ? null : JSON.stringify(input)
  const key = question === null ? null : JSON.stringify([question, version, asked])
  const [answer, setAnswer] = useState<{ question: string; key: string; reply: Reply<Output<M>> } | null>(null)
  useEffect(() => {
    if (key === null) return
    let isCurrent = true
    const [own]: [string] = JSON.parse(key)
    const parsed: Input<M> = JSON.parse(own)
    void client.call(method, parsed).then((reply) => {
      if (isCurrent) setAnswer({ question: own, key, reply })
    })
    return () => {
      isCurrent = false
    }
  }, [client, method, key])
  const reply = answer !== null && answer.question === question ? answer.reply : null
  return {
    value: reply?.ok ? reply.value : null,
    error: reply && !reply.ok ? reply.error : null,
    isLoading: key !== null && answer?.key !== key,
    reload: useCallback(() => setAsked((count) => count + 1), []),
  }
}

export interface Action<M extends MethodName> {
  /** Resolves with the reply; `error` has it too where it was refused. A second call while one is under way is ignored (null). */
  run(input: Input<M>): Promise<Reply<Output<M>> | null>
  isRunning: boolean
  error: RpcError | null
  clear(): void
}

/** Something the person does, once at a time. */
export function useAction<M extends MethodName>(method: M): Action<M> {
  const { client } = useAppData()
  const [state, setState] = useState<{ isRunning: boolean; error: RpcError | null }>({ isRunning: false, error: null })
  const running = useRef(false)
  return {
    ...state,
    run: async (input) => {
      if (running.current) return null
      running.current = true
      setState({ isRunning: true, error: null })
      const reply = await client.call(method, input)
      running.current = false
      setState({ isRunning: false, error: reply.ok ? null : reply.error })
      return reply
    },
    clear: () => setState((before) => ({ ...before, error: null })),
  }
}
