import { z } from 'zod'
import type { AgentOutput } from '../engine/agents-port.ts'
import { createMessageTexts, type MessageTexts } from './message-texts.ts'
import { mergeToolFacts, type ToldToolCall, type ToolFacts, toolCallSchema, toolFacts } from './tool-calls.ts'

const MAX_TOOL_CALLS = 5_000

const contentSchema = z.object({ type: z.string(), text: z.string().optional() })
const chunkSchema = z.object({ content: contentSchema, messageId: z.string().nullish() })
const usageSchema = z.object({
  used: z.number().nonnegative(),
  size: z.number().nonnegative(),
  cost: z.object({ amount: z.number(), currency: z.string() }).nullish().catch(null),
})
const updateSchema = z.object({
  sessionId: z.string(),
  update: z.looseObject({ sessionUpdate: z.string() }),
})

export interface SessionUpdates {
  /** One `session/update`. Until `begin`, and for other sessions, nothing is put out. */
  take(params: unknown): void
  /** What comes from here on belongs to this turn, and not to a replay of earlier ones. */
  begin(sessionId: string): void
  /** What is known of a tool call, with what `call` tells now. Calls that were never announced are known from then on. */
  toolCall(call: ToldToolCall): ToolFacts
  /** What was said; a new tool call interrupts it. */
  texts: MessageTexts
  /** Cumulative cost of the session in millionths of a US dollar, as last told; null if it never was. */
  sessionCostMicros(): number | null
}

export interface UpdateContext {
  /** Makes message ids unique within a run. */
  turnId: string
  worktree: string
  onOutput(output: AgentOutput): void
}

/** Turns the updates of a session into output. */
export function createSessionUpdates({ turnId, worktree, onOutput }: UpdateContext): SessionUpdates {
  const tools = new Map<string, ToolFacts>()
  let session: string | null = null
  let costMicros: number | null = null
  const texts = createMessageTexts(turnId, onOutput)

  const mergeTool = (call: ToldToolCall): ToolFacts => {
    const known = tools.get(call.toolCallId)
    if (known === undefined) {
      texts.interrupt()
      const oldest = tools.size >= MAX_TOOL_CALLS ? tools.keys().next().value : undefined
      if (oldest !== undefined) tools.delete(oldest)
    }
    const merged = mergeToolFacts(known, toolFacts(call, worktree))
    tools.set(call.toolCallId, merged)
    return merged
  }
  const addUsage = (usage: z.infer<typeof usageSchema>): void => {
    if (usage.cost?.currency === 'USD') costMicros = Math.round(usage.cost.amount * 1_000_000)
    if (session !== null) onOutput({ kind: 'usage', used: usage.used, size: usage.size, costMicros })
  }
  const takeUpdate = (update: { sessionUpdate: string }): void => {
    if (update.sessionUpdate === 'usage_update') {
      const usage = usageSchema.safeParse(update)
      if (usage.success) addUsage(usage.data)
    } else if (session === null) {
      return
    } else if (update.sessionUpdate === 'tool_call' || update.sessionUpdate === 'tool_call_update') {
      const call = toolCallSchema.safeParse(update)
      if (call.success) onOutput(toolOutput(call.data.toolCallId, mergeTool(call.data)))
    } else if (update.sessionUpdate === 'agent_message_chunk' || update.sessionUpdate === 'agent_thought_chunk') {
      const chunk = chunkSchema.safeParse(update)
      const kind = update.sessionUpdate === 'agent_message_chunk' ? 'text' : 'thought'
      if (chunk.data?.content.text !== undefined) texts.add(kind, chunk.data.content.text, chunk.data.messageId ?? null)
    }
    // Other kinds, known or not, stay in the transcript.
  }
  return {
    take(params) {
      const parsed = updateSchema.safeParse(params)
      if (parsed.success && (session === null || parsed.data.sessionId === session)) takeUpdate(parsed.data.update)
    },
    begin: (sessionId) => {
      session = sessionId
    },
    toolCall: mergeTool,
    texts,
    sessionCostMicros: () => costMicros,
  }
}

const toolOutput = (toolCallId: string, facts: ToolFacts): AgentOutput => ({
  kind: 'tool',
  toolCallId,
  title: facts.title ?? '',
  toolKind: facts.kind ?? 'other',
  status: facts.status ?? 'pending',
  paths: facts.paths,
})
