import type { AgentRole } from '../../shared/words.ts'
import type { AgentOutput } from '../engine/agents-port.ts'
import type { OutputSink } from '../engine/ports.ts'
import type { EngineStore } from '../engine/store-port.ts'
import { createOutputBounds } from './output-bounds.ts'

const FLUSH_INTERVAL_MS = 50
const MAX_PIECES = 64
/** UTF-16 units of text in one event. */
const MAX_TEXT_LENGTH = 64 * 1024
const MAX_MESSAGE_LENGTH = 120

type Text = Extract<AgentOutput, { kind: 'text' | 'thought' }>
interface Pending {
  runId: string
  source: AgentRole
  output: AgentOutput
}

/**
 * Agent output on its way to the store: pieces of one message are joined, and what came in 50 ms (or 64 pieces) is one
 * transaction. Asynchronous on the outside, so that it can move to a worker. `flush` rejects if anything since the last one
 * could not be written; `onFailure` hears of it at once, with the runs whose output it was.
 *
 * Of one turn only so much is kept (output-bounds.ts); its transcript has more.
 *
 * `agent_output`: payload `{ messageId, text, thought? }`, a long text in several events. `tool_call`: one event per change
 * of a call's status, payload the output as it came. `process_exited`: how the agent's process ended. Usage and sessions
 * are the engine's to record.
 */
export function createOutputSink(
  store: Pick<EngineStore, 'transaction' | 'addEvent'>,
  onFailure: (runIds: readonly string[], error: unknown) => void = () => undefined,
): OutputSink {
  let pending: Pending[] = []
  let pieces = 0
  let timer: NodeJS.Timeout | null = null
  /** Last status of each tool call that has not ended, by run, source and call. */
  const toolStatuses = new Map<string, string>()

  const bounds = createOutputBounds()
  let failure: unknown = null

  const writeAll = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    const batch = pending
    pending = []
    pieces = 0
    if (batch.length === 0) return
    try {
      store.transaction(() => {
        for (const { runId, source, output } of batch) {
          for (const event of eventsOf(output)) store.addEvent(runId, source, event.kind, event.message, event.payload)
        }
      })
    } catch (error) {
      // The agent that is writing can do nothing about it; whoever waits for `flush` is told.
      failure ??= error
      onFailure([...new Set(batch.map(({ runId }) => runId))], error)
    }
  }

  return {
    write: (runId, source, output) => {
      const turn = `${runId}/${source}`
      if (output.kind === 'session' || output.kind === 'exit') bounds.forget(turn)
      if (output.kind === 'usage' || output.kind === 'session') return
      const kept = bounds.admit(turn, output)
      if (kept === null) return
      if (kept.kind === 'tool' && isRepeated(toolStatuses, `${turn}/${kept.toolCallId}`, kept.status)) return
      if (kept.kind === 'exit') forgetCalls(toolStatuses, `${turn}/`)
      add(pending, { runId, source, output: kept })
      pieces += 1
      if (pieces >= MAX_PIECES) writeAll()
      else timer ??= setTimeout(writeAll, FLUSH_INTERVAL_MS)
    },
    flush: async () => {
      writeAll()
      if (failure === null) return
      const error = failure
      failure = null
      throw error
    },
  }
}

const isText = (output: AgentOutput): output is Text => output.kind === 'text' || output.kind === 'thought'

/** Joins a piece to the one before it if both are of the same message; anything between them would change the order. */
function add(pending: Pending[], next: Pending): void {
  const last = pending.findLast(({ runId, source }) => runId === next.runId && source === next.source)
  if (last && isText(last.output) && isText(next.output) && isSameMessage(last.output, next.output)) {
    last.output = { ...last.output, text: last.output.text + next.output.text }
  } else pending.push(next)
}

const isSameMessage = (a: Text, b: Text): boolean => a.kind === b.kind && a.messageId === b.messageId

function isRepeated(statuses: Map<string, string>, call: string, status: string): boolean {
  if (statuses.get(call) === status) return true
  statuses.set(call, status)
  return false
}

function forgetCalls(statuses: Map<string, string>, prefix: string): void {
  for (const call of statuses.keys()) if (call.startsWith(prefix)) statuses.delete(call)
}

interface NewEvent {
  kind: string
  message: string
  payload: unknown
}

function eventsOf(output: AgentOutput): NewEvent[] {
  switch (output.kind) {
    case 'text':
    case 'thought':
      return textPieces(output.text).map((text) => ({
        kind: 'agent_output',
        message: firstLine(text),
        payload: { messageId: output.messageId, text, ...(output.kind === 'thought' ? { thought: true } : {}) },
      }))
    case 'tool':
      return [{ kind: 'tool_call', message: `${output.title} (${output.status})`, payload: output }]
    case 'exit':
      return [{ kind: 'process_exited', message: `The agent's process ended: ${output.reason}`, payload: output }]
    case 'usage':
    case 'session':
      return []
  }
}

/** No piece ends inside a surrogate pair. */
function textPieces(text: string): string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length; ) {
    const isSplitPair = /[\ud800-\udbff]/.test(text[start + MAX_TEXT_LENGTH - 1] ?? '')
    const end = start + MAX_TEXT_LENGTH - (isSplitPair ? 1 : 0)
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

function firstLine(text: string): string {
  const line = text.trimStart().split('\n', 1)[0] ?? ''
  return line.length <= MAX_MESSAGE_LENGTH ? line : `${line.slice(0, MAX_MESSAGE_LENGTH - 1)}…`.toWellFormed()
}
