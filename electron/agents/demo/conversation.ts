import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AgentContext,
  methods,
  type RequestPermissionRequest,
  type SessionUpdate,
  type ToolKind,
} from '@agentclientprotocol/sdk'

export const DEMO_NOTICE = 'This is the scripted demo agent; no model is used.'

/** A human reads along: a few words at a time, but a whole run must stay short. */
const WORDS_PER_CHUNK = 4
const CHUNK_PAUSE_MS = 8

/** One turn's side of the talk with the client. Everything rejects with the signal's reason once the turn is cancelled. */
export interface Conversation {
  signal: AbortSignal
  /** One message, a few words at a time, or all at once with `pauseMs` 0. */
  say(text: string, pauseMs?: number): Promise<void>
  think(text: string): Promise<void>
  update(update: SessionUpdate): Promise<void>
  /** Announces a tool call, does the work, and tells how it ended; a failure is told and thrown. */
  withToolCall<T>(call: ToolUse, work: () => Promise<T>): Promise<T>
  askPermission(request: ToolUse): Promise<'allowed' | 'rejected' | 'cancelled'>
}

export interface ToolUse {
  title: string
  kind: ToolKind
  /** Absolute. */
  paths?: readonly string[]
  rawInput?: unknown
}

export function openConversation(client: AgentContext, sessionId: string, signal: AbortSignal): Conversation {
  const update = (change: SessionUpdate): Promise<void> =>
    client.notify(methods.client.session.update, { sessionId, update: change })

  const stream = async (
    sessionUpdate: 'agent_message_chunk' | 'agent_thought_chunk',
    text: string,
    pauseMs: number,
  ): Promise<void> => {
    const messageId = randomUUID()
    for (const chunk of pauseMs === 0 ? [text] : chunksOf(text)) {
      signal.throwIfAborted()
      await update({ sessionUpdate, messageId, content: { type: 'text', text: chunk } })
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal })
    }
  }

  return {
    signal,
    update,
    say: (text, pauseMs = CHUNK_PAUSE_MS) => stream('agent_message_chunk', text, pauseMs),
    think: (text) => stream('agent_thought_chunk', text, CHUNK_PAUSE_MS),
    async withToolCall(call, work) {
      signal.throwIfAborted()
      const toolCallId = randomUUID()
      await update({ sessionUpdate: 'tool_call', toolCallId, status: 'in_progress', ...described(call) })
      try {
        const result = await work()
        const content = typeof result === 'string' && result !== '' ? [textContent(result)] : []
        await update({ sessionUpdate: 'tool_call_update', toolCallId, status: 'completed', content })
        return result
      } catch (error) {
        const content = [textContent(error instanceof Error ? error.message : String(error))]
        await update({ sessionUpdate: 'tool_call_update', toolCallId, status: 'failed', content })
        throw error
      }
    },
    async askPermission(request) {
      const params: RequestPermissionRequest = {
        sessionId,
        toolCall: { toolCallId: randomUUID(), status: 'pending', ...described(request) },
        options: [
          { optionId: 'yes', name: 'Allow', kind: 'allow_once' },
          { optionId: 'no', name: 'Reject', kind: 'reject_once' },
        ],
      }
      const { outcome } = await client.request(methods.client.session.requestPermission, params, {
        cancellationSignal: signal,
      })
      if (outcome.outcome === 'cancelled') return 'cancelled'
      return outcome.optionId === 'yes' ? 'allowed' : 'rejected'
    },
  }
}

const textContent = (text: string) => ({ type: 'content' as const, content: { type: 'text' as const, text } })

const described = (call: ToolUse) => ({
  title: call.title,
  kind: call.kind,
  locations: (call.paths ?? []).map((path) => ({ path })),
  ...(call.rawInput === undefined ? {} : { rawInput: call.rawInput }),
})

/** Joined again they are the text. */
function chunksOf(text: string): string[] {
  const words = text.match(/\s*\S+\s*/g) ?? []
  return Array.from({ length: Math.ceil(words.length / WORDS_PER_CHUNK) }, (_, index) =>
    words.slice(index * WORDS_PER_CHUNK, (index + 1) * WORDS_PER_CHUNK).join(''),
  )
}
