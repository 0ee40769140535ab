import { z } from 'zod'
import type { AgentConnection } from './acp-connection.ts'
import { readErrorText } from './failure-text.ts'
import { describeFailure, errorText, type FailedReply, isSessionUnknown, type Reply } from './rpc-reply.ts'

const capability = z.looseObject({}).nullish().catch(null)
const initializeSchema = z.object({
  protocolVersion: z.number(),
  agentCapabilities: z
    .object({
      loadSession: z.boolean().nullish(),
      mcpCapabilities: z.object({ http: z.boolean().nullish() }).nullish(),
      sessionCapabilities: z.object({ resume: capability, close: capability }).nullish(),
    })
    .nullish()
    .catch(null),
  agentInfo: z.object({ name: z.string(), version: z.string() }).nullish().catch(null),
})

/** What the agent says it can do. */
export interface AgentAbilities {
  resume: boolean
  load: boolean
  close: boolean
  /** Takes MCP servers that are reached over HTTP. */
  mcpHttp: boolean
  name: string | null
  version: string | null
}

const PROTOCOL_VERSION = 1

export async function initializeAgent(connection: AgentConnection, timeoutMs: number): Promise<Reply<AgentAbilities>> {
  const params = {
    protocolVersion: PROTOCOL_VERSION,
    // The agent reads and writes files, and runs commands, by itself: as a process of its own, in the worktree.
    clientCapabilities: { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
    clientInfo: { name: 'triptych', title: 'Triptych', version: '0.1.0' },
  }
  const reply = await connection.request('initialize', params, initializeSchema, timeoutMs)
  if (reply.kind !== 'ok') return reply
  const { protocolVersion, agentCapabilities, agentInfo } = reply.value
  if (protocolVersion !== PROTOCOL_VERSION) {
    const problem = `it speaks version ${protocolVersion} of the protocol; Triptych speaks version ${PROTOCOL_VERSION}`
    return { kind: 'bad_reply', method: 'initialize', problem }
  }
  const session = agentCapabilities?.sessionCapabilities
  return {
    kind: 'ok',
    value: {
      resume: Boolean(session?.resume),
      load: agentCapabilities?.loadSession === true,
      close: Boolean(session?.close),
      mcpHttp: agentCapabilities?.mcpCapabilities?.http === true,
      name: agentInfo?.name ?? null,
      version: agentInfo?.version ?? null,
    },
  }
}

const selectOption = z.object({ value: z.string() })
const configOptionSchema = z.object({
  id: z.string(),
  category: z.string().nullish(),
  type: z.literal('select'),
  currentValue: z.string(),
  options: z.array(z.union([selectOption, z.object({ options: z.array(selectOption) })])),
})
const modesSchema = z.object({ currentModeId: z.string(), availableModes: z.array(z.object({ id: z.string() })) })
const settingsShape = {
  configOptions: z.array(z.unknown()).nullish().catch(null),
  modes: modesSchema.nullish().catch(null),
}
const newSessionSchema = z.object({ sessionId: z.string().min(1), ...settingsShape })
/** `session/load` may be answered with null. */
const continuedSessionSchema = z.object(settingsShape).nullish()

/** Replies that say nothing but "done". */
export const acknowledgedSchema = z.unknown()
/** Setting an option may change what the others offer. */
export const optionReplySchema = z.object({ configOptions: settingsShape.configOptions }).nullish().catch(null)

export type ConfigOption = z.infer<typeof configOptionSchema>
/** Options of other forms than a choice are left out. */
export const readConfigOptions = (told: readonly unknown[] | null | undefined): ConfigOption[] =>
  (told ?? []).flatMap((option) => configOptionSchema.safeParse(option).data ?? [])

export interface OpenSession {
  sessionId: string
  /** The previous session goes on; what was said in it is still known to the agent. */
  continued: boolean
  configOptions: ConfigOption[]
  modes: z.infer<typeof modesSchema> | null
}

export interface SessionRequest {
  cwd: string
  mcpServers: readonly unknown[]
  previousSessionId: string | null
  /** Where the previous session cannot be continued, no other is opened. */
  mustContinue: boolean
  /** Further members of the request. */
  facts: object
  newTimeoutMs: number
  loadTimeoutMs: number
}

export type LostSession = { kind: 'session_lost'; reason: string }

/** Continues the previous session (resume before load, which replays it all); where that fails for any reason, opens a new one. */
export async function openSession(
  connection: AgentConnection,
  abilities: AgentAbilities,
  request: SessionRequest,
): Promise<Reply<OpenSession> | LostSession> {
  const { cwd, mcpServers, facts } = request
  const continued = await continueSession(connection, abilities, request)
  if (continued.kind !== 'session_lost' || request.mustContinue) return continued
  // An agent that has gone opens no other session either.
  if (continued.gone) return { kind: 'closed' }
  const params = { cwd, mcpServers, ...facts }
  const reply = await connection.request('session/new', params, newSessionSchema, request.newTimeoutMs)
  return reply.kind === 'ok' ? { kind: 'ok', value: openedSession(reply.value.sessionId, false, reply.value) } : reply
}

async function continueSession(
  connection: AgentConnection,
  abilities: AgentAbilities,
  { cwd, mcpServers, previousSessionId, facts, loadTimeoutMs }: SessionRequest,
): Promise<Exclude<Reply<OpenSession>, { kind: 'closed' }> | (LostSession & { gone: boolean })> {
  const lost = (reason: string, gone = false) => ({ kind: 'session_lost', reason, gone }) as const
  if (previousSessionId === null) return lost('there is none')
  const method = abilities.resume ? 'session/resume' : abilities.load ? 'session/load' : null
  if (method === null) return lost('the agent continues no sessions')
  const params = { sessionId: previousSessionId, cwd, mcpServers, ...facts }
  const reply = await connection.request(method, params, continuedSessionSchema, loadTimeoutMs)
  if (reply.kind === 'ok') return { kind: 'ok', value: openedSession(previousSessionId, true, reply.value) }
  if (reply.kind === 'rpc_error' && refusesEverySession(reply)) return reply
  return lost(describeFailure(reply), reply.kind === 'closed')
}

/** Who must log in, or has met a limit, gets no further in another session; the one that was asked for is not lost. */
function refusesEverySession(error: Extract<FailedReply, { kind: 'rpc_error' }>): boolean {
  const reading = readErrorText(errorText(error))
  return !isSessionUnknown(error) && (reading === 'login' || reading === 'limit')
}

function openedSession(
  sessionId: string,
  continued: boolean,
  told: z.infer<typeof continuedSessionSchema>,
): OpenSession {
  return { sessionId, continued, configOptions: readConfigOptions(told?.configOptions), modes: told?.modes ?? null }
}
