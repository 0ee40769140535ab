import { setImmediate as nextTick } from 'node:timers/promises'
import type { EndedTree } from '../process/tree.ts'
import type { AgentConnection } from './acp-connection.ts'
import type { AgentProcess, ProcessExit } from './agent-process.ts'
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

/** Resolves with the work, or when the time is over. */
export async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/**
 * Ends an agent, politely first: cancel the prompt → close the session → end its input → SIGTERM to the tree → SIGKILL until
 * nothing is left. Open permission requests are answered `cancelled` before anything else, as the protocol demands.
 */
export async function endAgent(agent: RunningAgent, timing: StopTiming): Promise<EndedTree & { exit: ProcessExit }> {
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
  process.stdin.end()
  await within(process.exited, timing.stdinEndMs)
  const tree = await process.endTree(timing.termMs)
  // Nobody holds the pipes any more: what is still in them comes before their end.
  const exit = await within(
    process.outputEnded.then(() => process.exited),
    tree.left.length === 0 ? 5_000 : 0,
  )
  connection.close()
  return { ...tree, exit: exit ?? { exitCode: null, signal: null } }
}
