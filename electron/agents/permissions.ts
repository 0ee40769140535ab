import { z } from 'zod'
import type { PermissionRequest } from '../engine/agents-port.ts'
import { realPathOf } from './real-path.ts'
import { isOwnTool, type ToldToolCall, type ToolFacts, toolCallSchema } from './tool-calls.ts'

const optionSchema = z.object({ optionId: z.string(), kind: z.string() })
type PermissionOption = z.infer<typeof optionSchema>
const requestSchema = z.object({
  toolCall: toolCallSchema.nullish().catch(null),
  options: z.array(optionSchema).catch([]),
})

export type PermissionReply = { outcome: { outcome: 'cancelled' } | { outcome: 'selected'; optionId: string } }
const CANCELLED: PermissionReply = { outcome: { outcome: 'cancelled' } }

export interface PermissionContext {
  server: string
  tool: string
  knownToolCall(call: ToldToolCall): ToolFacts
  /** `signal`: the request is no longer open. */
  ask(request: PermissionRequest, signal: AbortSignal): Promise<'allow' | 'reject'>
  /** From here on a person is waited for, until the returned function is called. */
  pause(): () => void
  /** A remark for people. */
  note(text: string): void
}

export interface Permissions {
  /** Never rejects but for what `ask` rejects with. */
  answer(params: unknown): Promise<PermissionReply>
  /** Answers every open request, and every later one, with `cancelled`. */
  cancelAll(): void
  /** A new prompt: its requests are asked again. */
  reopen(): void
}

/** Answers the agent's permission requests. Calls of our own tool are allowed; all others are asked. */
export function createPermissions(context: PermissionContext): Permissions {
  let closing = new AbortController()
  const ask = async (request: PermissionRequest, signal: AbortSignal): Promise<'allow' | 'reject' | 'cancelled'> => {
    const cancelled = new Promise<'cancelled'>((resolve) => {
      signal.addEventListener('abort', () => resolve('cancelled'), { once: true })
    })
    const resume = context.pause()
    return Promise.race([context.ask(request, signal), cancelled]).finally(resume)
  }
  return {
    async answer(params) {
      const { signal } = closing
      const { request, options } = readRequest(params, context)
      const real = { ...request, paths: await Promise.all(request.paths.map(realPathOf)) }
      if (signal.aborted) return CANCELLED
      if (real.ownTool) return choose('allow', options, context.note)
      const decision = await ask(real, signal)
      return decision === 'cancelled' ? CANCELLED : choose(decision, options, context.note)
    },
    cancelAll: () => closing.abort(),
    reopen() {
      if (closing.signal.aborted) closing = new AbortController()
    },
  }
}

/** Some agents tell in the request only the id of a tool call that they announced before. */
function readRequest(
  params: unknown,
  { server, tool, knownToolCall }: PermissionContext,
): { request: PermissionRequest; options: PermissionOption[] } {
  const parsed = requestSchema.safeParse(params).data
  const facts = parsed?.toolCall ? knownToolCall(parsed.toolCall) : null
  return {
    request: {
      toolKind: facts?.kind ?? 'other',
      title: facts?.title ?? 'A request that cannot be read',
      // A list that was cut is no list: rules that allow by path must see them all.
      paths: facts && !facts.pathsCut ? facts.paths : [],
      command: facts?.command ?? null,
      ownTool: facts !== null && isOwnTool(facts, server, tool),
      raw: params,
    },
    options: parsed?.options ?? [],
  }
}

/**
 * By kind, never by id; and only for this once, because an agent may store "always" on disk. An agent that offers no
 * `allow_once` cannot be allowed.
 */
function choose(
  decision: 'allow' | 'reject',
  options: readonly PermissionOption[],
  note: (text: string) => void,
): PermissionReply {
  const select = (kind: string): PermissionReply | null => {
    const option = options.find((offered) => offered.kind === kind)
    return option === undefined ? null : { outcome: { outcome: 'selected', optionId: option.optionId } }
  }
  if (decision === 'reject') return select('reject_once') ?? CANCELLED
  const allowed = select('allow_once')
  if (allowed !== null) return allowed
  note('The request was allowed, but the agent offers no way to allow it only once; it was refused.')
  return select('reject_once') ?? CANCELLED
}
