import { z } from 'zod'
import type { AgentOutput } from '../engine/agents-port.ts'
import { readAgentNotice } from './agent-notices.ts'
import { readErrorText } from './failure-text.ts'
import { createMessageTexts, type MessageTexts } from './message-texts.ts'
import { toldCost, toldCount } from './told-count.ts'
import { mergeToolFacts, type ToldToolCall, type ToolFacts, toolCallSchema, toolFacts } from './tool-calls.ts'
import type { TurnUsage } from './turn-usage.ts'

const MAX_TOOL_CALLS = 5_000
const MAX_OVERHEARD_CHARACTERS = 2_000
/** Logs hold a 429 now and then that is no status. */
const ERROR_LINE = /error|exception|failed/i

const contentSchema = z.object({ type: z.string(), text: z.string().optional() })
const chunkSchema = z.object({ content: contentSchema, messageId: z.string().nullish() })
const usageSchema = z.object({
  used: toldCount,
  size: toldCount,
  cost: z.object({ amount: toldCost, currency: z.string() }).nullish().catch(null),
})
const updateSchema = z.object({
  sessionId: z.string(),
  update: z.looseObject({ sessionUpdate: z.string() }),
})

/** What the agent told of its provider, apart from what it said. */
export interface ProviderTrouble {
  /** Why the provider is being tried again, as the agent told it since it last did something; null: it told nothing of the kind. */
  retrying: string | null
  /** The prompt has failed for certain: what was said last is the error. */
  failed: boolean
}

export interface SessionUpdates {
  /**
   * One `session/update`. Until `begin`, and for other sessions, nothing is put out. False: it is no sign of life, because the agent
   * only tells that it tries its provider again.
   */
  take(params: unknown): boolean
  /** A line of standard error: the only place where some agents tell why they are silent. */
  overhear(line: string): void
  /** What comes from here on belongs to this turn, and not to a replay of earlier ones. */
  begin(sessionId: string): void
  /** What is known of a tool call, with what `call` tells now. Calls that were never announced are known from then on. */
  toolCall(call: ToldToolCall): ToolFacts
  /** What was said; a new tool call interrupts it. */
  texts: MessageTexts
  trouble(): ProviderTrouble
}

export interface UpdateContext {
  /** Makes message ids unique within a run. */
  turnId: string
  worktree: string
  usage: TurnUsage
  onOutput(output: AgentOutput): void
}

/** Turns the updates of a session into output. */
export function createSessionUpdates({ turnId, worktree, usage, onOutput }: UpdateContext): SessionUpdates {
  const texts = createMessageTexts(turnId, onOutput)
  let session: string | null = null
  let trouble: ProviderTrouble = { retrying: null, failed: false }

  const tools = createKnownTools(worktree, texts.interrupt)

  /** Other kinds, known or not, stay in the transcript. */
  const takeUpdate = (update: { sessionUpdate: string }): void => {
    if (update.sessionUpdate === 'tool_call' || update.sessionUpdate === 'tool_call_update') {
      const call = toolCallSchema.safeParse(update)
      if (call.success) onOutput(toolOutput(call.data.toolCallId, tools.merge(call.data)))
    } else if (update.sessionUpdate === 'agent_message_chunk' || update.sessionUpdate === 'agent_thought_chunk') {
      const chunk = chunkSchema.safeParse(update)
      const kind = update.sessionUpdate === 'agent_message_chunk' ? 'text' : 'thought'
      if (chunk.data?.content.text !== undefined) texts.add(kind, chunk.data.content.text, chunk.data.messageId ?? null)
    } else return
    trouble = { ...trouble, retrying: null }
  }
  return {
    take(params) {
      const { data } = updateSchema.safeParse(params)
      if (data === undefined) return true
      const { sessionId, update } = data
      if (update.sessionUpdate === 'usage_update') takeUsage(usage, sessionId, update)
      else if (update.sessionUpdate === 'session_info_update') {
        const notice = readAgentNotice(update)
        trouble = { ...trouble, ...notice }
        return notice?.retrying === undefined
      } else if (sessionId === session) takeUpdate(update)
      return true
    },
    overhear(line) {
      const told = line.slice(0, MAX_OVERHEARD_CHARACTERS)
      if (ERROR_LINE.test(told) && readErrorText(told) !== null) trouble = { ...trouble, retrying: told }
    },
    begin: (sessionId) => {
      session = sessionId
    },
    toolCall: tools.merge,
    texts,
    trouble: () => trouble,
  }
}

function takeUsage(usage: TurnUsage, sessionId: string, update: unknown): void {
  const { data } = usageSchema.safeParse(update)
  if (data === undefined) return
  const costMicros = data.cost?.currency === 'USD' ? data.cost.amount : null
  usage.told(sessionId, { used: data.used, size: data.size, costMicros })
}

/** The tool calls of a turn, as far as they were told; the oldest are forgotten. */
function createKnownTools(worktree: string, onNew: () => void): { merge(call: ToldToolCall): ToolFacts } {
  const tools = new Map<string, ToolFacts>()
  return {
    merge(call) {
      const known = tools.get(call.toolCallId)
      if (known === undefined) {
        onNew()
        const oldest = tools.size >= MAX_TOOL_CALLS ? tools.keys().next().value : undefined
        if (oldest !== undefined) tools.delete(oldest)
      }
      const merged = mergeToolFacts(known, toolFacts(call, worktree))
      tools.set(call.toolCallId, merged)
      return merged
    },
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
