import { z } from 'zod'
import type { GateRecord } from '../../shared/domain.ts'
import type { AgentRole } from '../../shared/words.ts'
import { hashValue } from '../hash.ts'
import type { McpServerLaunch } from './agents-port.ts'
import type { StepContext } from './context.ts'
import { raiseGate } from './gates.ts'
import { gateAnswerer } from './policy.ts'
import type { McpServer } from './ports.ts'

/**
 * The person's own MCP servers for a turn of this role: those that are trusted as they are now. `held`: a person is asked about
 * others, or the run is being stopped; the same step comes again.
 */
export async function serversForTurn(ctx: StepContext, role: AgentRole): Promise<McpServerLaunch[] | 'held'> {
  const { ports, store, run, signal } = ctx
  const { servers, failed } = await ports.mcp.serversFor(role, signal)
  if (signal.aborted) return 'held'
  return store.transaction(() => {
    for (const { name, problem } of failed) leaveOut(ctx, name, problem)
    const launches: McpServerLaunch[] = []
    let held = false
    for (const server of servers) {
      const standing = standingOf(ctx, server)
      if (standing === 'trusted') launches.push(server.launch)
      else if (standing === 'rejected') leaveOut(ctx, server.name, 'a person decided that this run goes on without it')
      else if (gateAnswerer(run.config.policy, 'mcp_server') === 'none')
        leaveOut(ctx, server.name, 'nobody has trusted it as it is now, and the policy asks nobody')
      else {
        held = true
        if (standing === 'unknown') askAbout(ctx, server)
      }
    }
    return held ? 'held' : launches
  })
}

function standingOf(
  { store, run }: StepContext,
  { name, hash }: McpServer,
): 'trusted' | 'rejected' | 'asked' | 'unknown' {
  if (store.isServerTrusted(hash)) return 'trusted'
  const gates = store.listGates(run.id).filter((gate) => isAbout(gate, name))
  if (gates.some(({ state }) => state === 'open')) return 'asked'
  // For the rest of the run, however it changes: one whose tools are others every time would be asked about for ever.
  const last = gates.findLast(({ state }) => state === 'decided')
  return last !== undefined && store.gateApproval(last.id)?.verdict === 'rejected' ? 'rejected' : 'unknown'
}

const subjectSchema = z.looseObject({ name: z.string() })

const isAbout = ({ kind, subject }: GateRecord, name: string): boolean =>
  kind === 'mcp_server' && subjectSchema.safeParse(subject).data?.name === name

function askAbout({ store, run }: StepContext, { name, hash, commandLine, tools }: McpServer): void {
  const count = tools.length === 1 ? 'its one tool' : `its ${tools.length} tools`
  const changed = store.wasServerTrusted(name)
  const since = changed ? 'has changed since you trusted it' : 'is new'
  raiseGate(store, {
    runId: run.id,
    kind: 'mcp_server',
    question: `The MCP server ${name} ${since}. May agents use ${count}?`,
    subject: { name, hash, commandLine, tools, changed },
  })
}

/** Told once per run and reason, however many turns go on without it. */
function leaveOut({ store, run }: StepContext, name: string, reason: string): void {
  const effect = store.intendEffect(run.id, 'mcp_left_out', `mcp_left_out:${hashValue([name, reason])}`, reason)
  if (effect.state === 'done') return
  store.finishEffect(effect.id)
  const message = `Agents work without the MCP server ${name}: ${reason}.`
  store.addEvent(run.id, 'system', 'mcp_server_left_out', message, { name, reason })
}
