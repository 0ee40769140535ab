import { changedVersion } from './agent-version.ts'
import { readFencedAnswer } from './answer-check.ts'
import { problemToRepair, type TurnEnd, type TurnEvidence } from './outcome.ts'
import { endOfFailure, type Prompter, turnFacts } from './prompting.ts'
import { describeFailure, isSessionUnknown } from './rpc-reply.ts'
import { initializeAgent, type OpenSession, openSession } from './session.ts'
import { applyChoice } from './session-choice.ts'
import { sessionServers } from './session-servers.ts'
import type { Progress, Talk, TurnContext } from './turn-context.ts'

/** The whole exchange: initialize, session, prompt, and one repair prompt if the answer is missing or wrong. */
export async function converse(
  context: TurnContext,
  talk: Talk,
  progress: Progress,
  prompter: Prompter,
): Promise<TurnEnd> {
  const { request, timing } = context
  const initialized = await initializeAgent(talk.connection, timing.initializeMs)
  if (initialized.kind !== 'ok') return endOfFailure(initialized)
  progress.abilities = initialized.value
  const changed = changedVersion(request, initialized.value.version)
  if (changed !== null) return changed
  const first = await firstPrompt(context, talk, progress, prompter)
  const problem = problemToRepair(evidenceOf(first, context, talk, progress))
  const sessionId = progress.session?.sessionId
  if (problem === null || sessionId === undefined) return first
  talk.updates.texts.interrupt()
  return prompter.prompt(sessionId, request.answer.repairPrompt(problem))
}

/** The turn's prompt, in the previous session or else in a new one, which is given the brief. */
async function firstPrompt(context: TurnContext, talk: Talk, progress: Progress, prompter: Prompter): Promise<TurnEnd> {
  const { request } = context
  const promptIn = ({ sessionId, continued }: OpenSession): Promise<TurnEnd> => {
    const brief = continued || request.brief === null ? '' : `${request.brief}\n\n`
    return prompter.prompt(sessionId, brief + request.prompt)
  }
  const entered = await enterSession(context, talk, progress, request.previousSessionId)
  if (entered.kind !== 'ok') return entered.end
  const end = await promptIn(entered.session)
  // Some agents take any session for theirs, until they are asked for what is in it.
  if (!entered.session.continued || end.kind !== 'rpc_error' || !isSessionUnknown(end)) return end
  if (request.mustContinue) {
    progress.session = null
    return { kind: 'session_lost', reason: describeFailure(end) }
  }
  const again = await enterSession(context, talk, progress, null)
  return again.kind === 'ok' ? promptIn(again.session) : again.end
}

type EnteredSession = { kind: 'ok'; session: OpenSession } | { kind: 'ended'; end: TurnEnd }

async function enterSession(
  context: TurnContext,
  talk: Talk,
  progress: Progress,
  previousSessionId: string | null,
): Promise<EnteredSession> {
  const { request, spec, timing, answers, process } = context
  const { abilities } = progress
  if (abilities === null) throw new Error('A session is opened once the agent has told what it can do.')
  const servers = sessionServers(answers, request.mcpServers, {
    takesHttp: abilities.mcpHttp,
    marker: process.marker,
  })
  const opened = await openSession(talk.connection, abilities, {
    cwd: request.worktree,
    mcpServers: servers.entries,
    previousSessionId: spec.resumable ? previousSessionId : null,
    mustContinue: request.mustContinue,
    facts: turnFacts(context),
    newTimeoutMs: timing.sessionMs,
    loadTimeoutMs: timing.loadMs,
  })
  if (opened.kind === 'session_lost') return { kind: 'ended', end: opened }
  if (opened.kind !== 'ok') return { kind: 'ended', end: endOfFailure(opened) }
  const session = opened.value
  // A session that took the place of one that was lost is the same news for people.
  if (progress.session === null) for (const remark of [...context.remarks, ...servers.remarks]) talk.note(remark)
  progress.session = session
  const { sessionId, continued } = session
  talk.output({ kind: 'session', sessionId, continued, agent: abilities.name ?? spec.name, version: abilities.version })
  const { agent } = request
  const choice = {
    model: spec.modelFlag === null ? agent.model : undefined,
    mode: agent.mode ?? (request.readOnly ? (spec.readOnlyMode ?? undefined) : undefined),
    effort: agent.effort,
  }
  for (const remark of await applyChoice(talk.connection, session, choice, timing.sessionMs)) talk.note(remark)
  talk.usage.begin(session)
  talk.updates.begin(sessionId)
  return { kind: 'ok', session }
}

/** What is known now, should the turn have ended so. */
export function evidenceOf(
  end: TurnEnd,
  { request, answers }: TurnContext,
  { updates }: Talk,
  { abilities }: Progress,
): Omit<TurnEvidence, 'stderrTail'> {
  const finalText = updates.texts.finalText()
  return {
    end,
    received: answers.received(),
    toolOffered: abilities?.mcpHttp === true,
    fenced: end.kind === 'replied' ? readFencedAnswer(finalText, request.answer) : null,
    finalText,
    trouble: updates.trouble(),
  }
}
