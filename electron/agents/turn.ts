import { setTimeout as sleep } from 'node:timers/promises'
import type { AgentOutput, TurnResult } from '../engine/agents-port.ts'
import { connectAgent } from './acp-connection.ts'
import { type AgentProcess, readStderr } from './agent-process.ts'
import { converse, evidenceOf } from './converse.ts'
import { exitReason, within } from './end-program.ts'
import { SERVER_NAME } from './mcp-server.ts'
import { outcomeOf, type TurnEnd } from './outcome.ts'
import { createPermissions } from './permissions.ts'
import { createPrompter } from './prompting.ts'
import { createSessionUpdates } from './session-updates.ts'
import { endAgent } from './stop-ladder.ts'
import type { Progress, Talk, TurnContext, TurnTiming } from './turn-context.ts'
import { createTurnUsage } from './turn-usage.ts'

/** Does the turn with an agent that was just started, and ends it with everything it started. `left`: what could not be ended. */
export async function runStartedTurn(context: TurnContext): Promise<{ result: TurnResult; left: number[] }> {
  const { request, spec, process, watch, timing } = context
  const progress: Progress = { abilities: null, session: null, openPrompt: null }
  const talk = startTalk(context)
  const stderr = readStderr(process, (line) => {
    context.transcript.text('stderr', line)
    talk.updates.overhear(line)
  })
  const prompter = createPrompter(context, talk, progress)
  const endInterrupts = request.onInterrupt(prompter.interrupt)
  const work = converse(context, talk, progress, prompter).catch((error: unknown): TurnEnd => {
    watch.fail(error)
    return { kind: 'stopped' }
  })
  const closeSoon = (): Promise<void> => sleep(timing.drainMs, undefined, { ref: false }).then(talk.connection.close)
  void process.exited.then(closeSoon)
  const end = await exitKnown(await Promise.race([work, watch.cut]), process, timing)
  endInterrupts()
  const evidence = evidenceOf(end, context, talk, progress)
  const ended = await endAgent({ process, ...talk, ...sessionToClose(progress) }, timing)
  await work
  talk.output({ kind: 'exit', ...ended.exit, reason: exitReason(whyEnded(end), ended) })
  const result: TurnResult = {
    outcome: outcomeOf({ ...evidence, stderrTail: stderr.text() }, spec, Date.now()),
    sessionId: progress.session?.sessionId ?? null,
    continued: progress.session?.continued ?? false,
    stopReason: end.kind === 'replied' ? end.stopReason : null,
    agentVersion: progress.abilities?.version ?? null,
    ...talk.usage.result(),
    responseText: talk.updates.texts.responseText(),
    stderrTail: stderr.text(),
  }
  return { result, left: ended.left }
}

const sessionToClose = ({ session, abilities, openPrompt }: Progress) => ({
  session: session === null ? null : { id: session.sessionId, canClose: abilities?.close === true },
  openPrompt,
})

function startTalk(context: TurnContext): Talk {
  const { request, process, transcript, watch } = context
  const output = (told: AgentOutput): void => {
    try {
      request.onOutput(told)
    } catch (error) {
      watch.fail(error)
    }
  }
  let notes = 0
  const note = (text: string): void => {
    notes += 1
    transcript.text('note', text)
    output({ kind: 'text', messageId: `${request.turnId}.note${notes}`, text: `[Triptych] ${text}` })
  }
  const usage = createTurnUsage(request.previousCostMicros, output)
  const { turnId, worktree } = request
  const updates = createSessionUpdates({ turnId, worktree, usage, onOutput: output })
  const permissions = createPermissions({
    server: SERVER_NAME,
    tool: request.answer.tool,
    knownToolCall: updates.toolCall,
    ask: request.onPermission,
    pause: watch.pause,
    note,
  })
  const connection = connectAgent(process, transcript, {
    onUpdate(params) {
      if (updates.take(params)) watch.touch()
    },
    async onPermission(params) {
      try {
        return await permissions.answer(params)
      } catch (error) {
        watch.fail(error)
        return { outcome: { outcome: 'cancelled' } }
      }
    },
    onMessage: watch.touch,
    onGarbage: (garbage) => watch.end({ kind: 'garbled', ...garbage }),
    onFailure: watch.fail,
  })
  return { connection, updates, usage, permissions, output, note }
}

/** A connection closes just before its program is known to have ended. */
async function exitKnown(end: TurnEnd, process: AgentProcess, timing: TurnTiming): Promise<TurnEnd> {
  return end.kind === 'gone' ? { kind: 'gone', exit: await within(process.exited, timing.drainMs) } : end
}

function whyEnded(end: TurnEnd): string {
  if (end.kind === 'replied') return 'turn ended'
  return end.kind === 'gone' ? 'ended by itself' : end.kind.replace('_', ' ')
}
