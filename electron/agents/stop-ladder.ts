import { setImmediate as nextTick } from 'node:timers/promises'
import type { AgentConnection } from './acp-connection.ts'
import type { AgentProcess } from './agent-process.ts'
import { type EndedProgram, endProgram, within } from './end-program.ts'
import type { Permissions } from './permissions.ts'
import { acknowledgedSchema } from './session.ts'

/** How long each rung of the ladder is waited for. */
export interface StopTiming {
  cancelMs: number
  closeMs: number
  stdinEndMs: number
  termMs: number
}

export interface RunningAgent {
  process: AgentProcess
  connection: AgentConnection
  permissions: Permissions
  /** The open session, and whether the agent can close it. */
  session: { id: string; canClose: boolean } | null
  /** Settles when the agent answers the prompt; null if none is open. */
  openPrompt: Promise<unknown> | null
}

/**
 * Ends an agent, politely first: cancel the prompt → close the session → end its input → SIGTERM to the tree → SIGKILL until
 * nothing is left. Open permission requests are answered `cancelled` before anything else, as the protocol demands.
 */
export async function endAgent(agent: RunningAgent, timing: StopTiming): Promise<EndedProgram> {
  const { process, connection, permissions, session, openPrompt } = agent
  permissions.cancelAll()
  await nextTick() // Until here the answers are in the queue, ahead of the cancel.
  if (session !== null && openPrompt !== null && !process.hasExited()) {
    connection.notify('session/cancel', { sessionId: session.id })
    await within(Promise.race([openPrompt, process.exited]), timing.cancelMs)
  }
  if (session?.canClose && !process.hasExited()) {
    const closed = connection.request('session/close', { sessionId: session.id }, acknowledgedSchema, timing.closeMs)
    await Promise.race([closed, process.exited])
  }
  const ended = await endProgram(process, timing)
  connection.close()
  return ended
}
