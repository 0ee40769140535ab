import { setTimeout as sleep } from 'node:timers/promises'
import type { AgentOutput, TurnResult } from '../engine/agents-port.ts'
import { connectAgent } from './acp-connection.ts'
import { type AgentProcess, createStderrTail, type ProcessExit } from './agent-process.ts'
import { converse, evidenceOf, type Progress, type Talk, type TurnContext, type TurnTiming } from './converse.ts'
import { createLineSplitter } from './json-lines.ts'
import { SERVER_NAME } from './mcp-server.ts'
import { outcomeOf, type TurnEnd } from './outcome.ts'
import { createPermissions } from './permissions.ts'
import { createSessionUpdates, type SessionUpdates } from './session-updates.ts'
import { endAgent, within } from './stop-ladder.ts'

/** Does the turn with an agent that was just started, and ends it with everything it started. `left`: what could not be ended. */
export async function runStartedTurn(context: TurnContext): Promise<{ result: TurnResult; left: number[] }> {
  const { request, spec, process, watch, timing } = context
  const stderr = readStderr(context)
  const output = (told: AgentOutput): void => {
    try {
      request.onOutput(
        told.kind === 'usage' ? { ...told, costMicros: turnCost(context, talk.updates, progress) } : told,
      )
    } catch (error) {
      watch.fail(error)
    }
  }
  const progress: Progress = { abilities: null, session: null, openPrompt: null, costBeforeMicros: null, tokens: null }
  const talk = startTalk(context, output)
  const work = converse(context, talk, progress, output).catch((error: unknown): TurnEnd => {
    watch.fail(error)
    return { kind: 'stopped' }
  })
  const closeSoon = (): Promise<void> => sleep(timing.drainMs, undefined, { ref: false }).then(talk.connection.close)
  void process.exited.then(closeSoon)
  const end = await exitKnown(await Promise.race([work, watch.cut]), process, timing)
  const evidence = evidenceOf(end, context, talk, progress)
  const ended = await endAgent({ process, ...talk, ...sessionToClose(progress) }, timing)
  await work
  output({ kind: 'exit', ...ended.exit, reason: exitReason(end, ended) })
  const costMicros = turnCost(context, talk.updates, progress)
  rememberCost(context, talk.updates, progress)
  const outcome = outcomeOf({ ...evidence, stderrTail: stderr.text() }, spec, Date.now())
  const result: TurnResult = {
    outcome,
    sessionId: progress.session?.sessionId ?? null,
    continued: progress.session?.continued ?? false,
    stopReason: end.kind === 'replied' ? end.stopReason : null,
    agentVersion: progress.abilities?.version ?? null,
    tokens: progress.tokens,
    costMicros,
    contextUsed: null,
    contextSize: null,
    responseText: talk.updates.texts.responseText(),
    stderrTail: stderr.text(),
  }
  return { result, left: ended.left }
}

const sessionToClose = ({ session, abilities, openPrompt }: Progress) => ({
  session: session === null ? null : { id: session.sessionId, canClose: abilities?.close === true },
  openPrompt,
})

function readStderr({ process, transcript }: TurnContext): { text(): string } {
  const tail = createStderrTail()
  const add = (text: string): void => {
    tail.add(text)
    transcript.text('stderr', text)
  }
  const splitter = createLineSplitter({ line: add, fragment: add }, 64 * 1024)
  process.stderr.on('data', (chunk: Buffer) => splitter.push(chunk))
  process.stderr.once('close', () => splitter.end())
  return tail
}

function startTalk(context: TurnContext, output: (told: AgentOutput) => void): Talk {
  const { request, process, transcript, watch } = context
  const updates = createSessionUpdates({ turnId: request.turnId, worktree: request.worktree, onOutput: output })
  let notes = 0
  const note = (text: string): void => {
    notes += 1
    transcript.text('note', text)
    output({ kind: 'text', messageId: `${request.turnId}.note${notes}`, text: `[Triptych] ${text}` })
  }
  const permissions = createPermissions({
    server: SERVER_NAME,
    tool: request.answer.tool,
    knownToolCall: updates.toolCall,
    ask(asked) {
      const resume = watch.pause()
      return request.onPermission(asked).finally(resume)
    },
    note,
  })
  const connection = connectAgent(process, transcript, {
    onUpdate: updates.take,
    async onPermission(params) {
      try {
        return await permissions.answer(params)
      } catch (error) {
        watch.fail(error)
        return { outcome: { outcome: 'cancelled' } }
      }
    },
    onMessage: watch.touch,
    onFailure: watch.fail,
  })
  return { connection, updates, permissions, note }
}

/** A connection closes just before its program is known to have ended. */
async function exitKnown(end: TurnEnd, process: AgentProcess, timing: TurnTiming): Promise<TurnEnd> {
  return end.kind === 'gone' ? { kind: 'gone', exit: await within(process.exited, timing.drainMs) } : end
}

/** What the session has cost more than before the turn; null if that is not known. An agent may also count anew in each process. */
function turnCost({ sessionCosts }: TurnContext, updates: SessionUpdates, progress: Progress): number | null {
  const { session, costBeforeMicros } = progress
  const after = updates.sessionCostMicros()
  if (session === null || after === null) return null
  const before = session.continued ? (costBeforeMicros ?? sessionCosts.get(session.sessionId) ?? null) : 0
  if (before === null) return null
  return after >= before ? after - before : after
}

function rememberCost({ sessionCosts }: TurnContext, updates: SessionUpdates, { session }: Progress): void {
  const costMicros = updates.sessionCostMicros()
  if (session !== null && costMicros !== null) sessionCosts.set(session.sessionId, costMicros)
}

function exitReason(end: TurnEnd, ended: { ended: { signal: string }[]; left: number[]; exit: ProcessExit }): string {
  const why =
    end.kind === 'replied' ? 'turn ended' : end.kind === 'gone' ? 'ended by itself' : end.kind.replace('_', ' ')
  const killed = ended.ended.length === 0 ? '' : `; ${ended.ended.length} of its processes were ended`
  return `${why}${killed}${ended.left.length === 0 ? '' : `; still there: ${ended.left.join(', ')}`}`
}
