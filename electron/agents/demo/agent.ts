/**
 * The demo agent: a program that speaks the Agent Client Protocol over standard input and output, follows a script and uses no
 * model. `node agent.ts`, with TRIPTYCH_DEMO_SCRIPT and TRIPTYCH_DEMO_FAULT as docs/contracts.md says. Exits with 2 if they are wrong.
 */
import { randomUUID } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import {
  type AgentContext,
  agent,
  type McpServer,
  methods,
  ndJsonStream,
  type PromptRequest,
  type PromptResponse,
  RequestError,
  type StopReason,
} from '@agentclientprotocol/sdk'
import { z } from 'zod'
import { type AnswerCall, answerCallOf } from './answer-client.ts'
import { DEMO_NOTICE, openConversation } from './conversation.ts'
import { type Fault, faultApplies, parseFault } from './fault.ts'
import { FAULTY_TURNS } from './faulty-turns.ts'
import { readScript, type Script, selectTurn, type TurnInfo, turnInfoSchema } from './script.ts'
import { performSteps, type Turn } from './steps.ts'

interface Session {
  cwd: string
  callAnswerTool: AnswerCall | null
  turns: number
  /** Of the turn that runs. */
  controller: AbortController | null
}

/** Why a turn's signal was aborted, when the agent itself ended the turn in good order. */
class EndedByAgent {
  readonly stopReason: StopReason
  constructor(stopReason: StopReason) {
    this.stopReason = stopReason
  }
}

const promptMetaSchema = z.looseObject({ triptych: turnInfoSchema.optional() }).nullish()

function serve(script: Script, fault: Fault | null): void {
  const sessions = new Map<string, Session>()
  agent({ name: 'triptych-demo-agent' })
    .onRequest(methods.agent.initialize, () => ({
      protocolVersion: 1,
      agentInfo: { name: 'Triptych demo agent', title: 'Demo agent (scripted, no model)', version: '1.0.0' },
      agentCapabilities: {
        loadSession: false,
        mcpCapabilities: { http: true, sse: false },
        sessionCapabilities: { resume: {} },
      },
      authMethods: [],
    }))
    .onRequest(methods.agent.session.new, ({ params }) => {
      const sessionId = randomUUID()
      sessions.set(sessionId, openSession(params))
      return { sessionId }
    })
    .onRequest(methods.agent.session.resume, ({ params }) => {
      const info = promptMetaSchema.safeParse(params._meta).data?.triptych
      const forgotten = fault?.name === 'session_lost' && info !== undefined && faultApplies(fault, info)
      if (forgotten) throw RequestError.sessionNotFound(params.sessionId)
      // Whatever was said in a session, the script knows what comes next: there is nothing to remember.
      sessions.set(params.sessionId, openSession(params))
      return {}
    })
    .onRequest(methods.agent.session.prompt, async ({ params, client, signal }) => {
      const session = sessions.get(params.sessionId)
      if (session === undefined) throw RequestError.sessionNotFound(params.sessionId)
      if (session.controller !== null) throw RequestError.invalidRequest(undefined, 'a turn of this session is running')
      session.turns += 1
      session.controller = new AbortController()
      try {
        return await runTurn({ script, fault, session, params, client, signal }, session.controller)
      } finally {
        session.controller = null
      }
    })
    .onNotification(methods.agent.session.cancel, ({ params }) => {
      sessions.get(params.sessionId)?.controller?.abort()
    })
    .connect(ndJsonStream(Writable.toWeb(process.stdout), Readable.toWeb(process.stdin)))
}

const openSession = ({ cwd, mcpServers }: { cwd: string; mcpServers?: McpServer[] | null }): Session => ({
  cwd,
  callAnswerTool: answerCallOf(mcpServers ?? []),
  turns: 0,
  controller: null,
})

interface PromptContext {
  script: Script
  fault: Fault | null
  session: Session
  params: PromptRequest
  client: AgentContext
  /** Aborted when the client takes the request back or the connection closes. */
  signal: AbortSignal
}

async function runTurn(context: PromptContext, controller: AbortController): Promise<PromptResponse> {
  const { session, params, client } = context
  const signal = AbortSignal.any([controller.signal, context.signal])
  const turn: Turn = {
    ...openConversation(client, params.sessionId, signal),
    cwd: session.cwd,
    callAnswerTool: session.callAnswerTool,
    prompts: session.turns,
    prompt: textOf(params),
    end: (stopReason = 'end_turn') => controller.abort(new EndedByAgent(stopReason)),
  }
  try {
    await followScript(context, turn)
  } catch (error) {
    if (!signal.aborted) throw asRequestError(error)
  }
  if (!signal.aborted) return { stopReason: 'end_turn' }
  return { stopReason: signal.reason instanceof EndedByAgent ? signal.reason.stopReason : 'cancelled' }
}

const textOf = ({ prompt }: PromptRequest): string =>
  prompt.map((block) => (block.type === 'text' ? block.text : '')).join('\n')

async function followScript({ script, fault, session, params }: PromptContext, turn: Turn): Promise<void> {
  const info = turnInfoOf(params, session.turns)
  const scripted = selectTurn(script, info, turn.prompt)
  if (fault !== null && faultApplies(fault, info)) {
    await FAULTY_TURNS[fault.name](turn, scripted?.steps ?? [])
    return
  }
  await turn.say(`${DEMO_NOTICE} `)
  if (scripted === null)
    await turn.say(`The demo script has nothing for ${info.role} turn ${info.turn} (${info.kind}).`)
  else await performSteps(turn, scripted.steps)
}

function turnInfoOf(params: PromptRequest, turnsOfSession: number): TurnInfo {
  const meta = promptMetaSchema.safeParse(params._meta)
  if (!meta.success) throw RequestError.invalidParams(undefined, `_meta.triptych: ${z.prettifyError(meta.error)}`)
  const counted = {
    role: 'implementation',
    kind: 'implement',
    turn: turnsOfSession,
    task: null,
    attempt: null,
  } as const
  return meta.data?.triptych ?? counted
}

/** The protocol library hides the message of any other error from the client. */
function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  return RequestError.internalError(undefined, error instanceof Error ? error.message : String(error))
}

try {
  const faultText = process.env['TRIPTYCH_DEMO_FAULT'] ?? ''
  serve(readScript(process.env['TRIPTYCH_DEMO_SCRIPT'] || 'sample'), faultText === '' ? null : parseFault(faultText))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 2
}
