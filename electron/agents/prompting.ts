import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { within } from './end-program.ts'
import type { TurnEnd } from './outcome.ts'
import type { FailedReply } from './rpc-reply.ts'
import { toldCount } from './told-count.ts'
import type { Progress, Talk, TurnContext } from './turn-context.ts'

/** The prompts of a turn, one at a time, and what a person throws in. */
export interface Prompter {
  /** Resolves with what ended the prompt, or else the last of the prompts of a person that interrupted it. */
  prompt(sessionId: string, text: string): Promise<TurnEnd>
  /** As `TurnRequest.onInterrupt` says of its listener. */
  interrupt(text: string): boolean
}

/** `cancelling`: what the agent now says of its prompt, it says because we asked it to stop. */
type PrompterState = 'idle' | 'running' | 'cancelling'

export function createPrompter(context: TurnContext, talk: Talk, progress: Progress): Prompter {
  const { watch, answers } = context
  let state: PrompterState = 'idle'
  let messages: string[] = []
  let cancelRunning = (): Promise<void> => Promise.resolve()

  const promptOnce = async (sessionId: string, text: string): Promise<TurnEnd> => {
    // While the turn is being stopped, no prompt may cost anything any more.
    if (watch.isCut()) return { kind: 'stopped' }
    watch.arm()
    talk.permissions.reopen()
    const open = sendPrompt(context, talk, sessionId, text)
    progress.openPrompt = open
    cancelRunning = () => cancelPrompt(context, talk, sessionId, open)
    state = 'running'
    const reply = await open
    progress.openPrompt = null
    if (state === 'running') state = 'idle'
    if (reply.kind !== 'ok') return endOfFailure(reply)
    talk.usage.prompted(tokensOf(reply.value))
    await lateUpdates(context)
    return { kind: 'replied', stopReason: reply.value.stopReason }
  }
  return {
    async prompt(sessionId, text) {
      for (let next = text; ; ) {
        const end = await promptOnce(sessionId, next)
        if (messages.length === 0) return end
        if (end.kind === 'gone' || end.kind === 'stopped') {
          talk.note('Your message did not reach the agent before its turn ended. Its next turn begins with it.')
          return end
        }
        const said = messages
        messages = []
        answers.hold(false)
        talk.updates.texts.interrupt()
        next = `${INTERRUPTION}\n\n${said.join('\n\n')}`
      }
    },
    interrupt(text) {
      if (state === 'idle' || watch.isCut() || answers.received().answer !== null) return false
      messages.push(text)
      // A turn that ended with an answer would count the message as told.
      answers.hold(true)
      if (state === 'running') {
        state = 'cancelling'
        cancelRunning().catch(watch.fail)
      }
      return true
    },
  }
}

/** Cancels the prompt that is `open`, and waits for what the agent says to that; an agent that says nothing is at its end. */
async function cancelPrompt(
  { watch, timing }: TurnContext,
  talk: Talk,
  sessionId: string,
  open: Promise<unknown>,
): Promise<void> {
  talk.permissions.cancelAll()
  await nextTick() // Until here the answers are in the queue, ahead of the cancel.
  talk.connection.notify('session/cancel', { sessionId })
  for (let heardMs = performance.now(); (await within(open, timing.cancelMs)) === null; heardMs = performance.now()) {
    // A busy agent takes its time to stop; only one that shows no sign of life meanwhile is deaf.
    if (watch.lastSignMs() >= heardMs) continue
    return watch.end({ kind: 'timeout', method: 'session/cancel', timeoutMs: timing.cancelMs })
  }
}

const INTERRUPTION =
  'The person who supervises this work interrupts you with the message below; heed it, then go on with the same task and end with the answer it asks for.'

/** `usage` is not yet part of the stable protocol; most agents send it all the same, counted per prompt. Gemini tells a quota instead. */
const promptReplySchema = z.object({
  stopReason: z.string(),
  usage: z.object({ totalTokens: toldCount }).nullish().catch(null),
  _meta: z
    .object({ quota: z.object({ token_count: z.object({ input_tokens: toldCount, output_tokens: toldCount }) }) })
    .nullish()
    .catch(null),
})

function tokensOf({ usage, _meta: meta }: z.infer<typeof promptReplySchema>): number | null {
  if (usage) return usage.totalTokens
  const told = meta?.quota.token_count
  return told === undefined ? null : told.input_tokens + told.output_tokens
}

function sendPrompt(context: TurnContext, { connection }: Talk, sessionId: string, text: string) {
  const params = { sessionId, prompt: [{ type: 'text', text }], ...turnFacts(context) }
  return connection.request('session/prompt', params, promptReplySchema, null)
}

/** What a script is told of the turn, beside the protocol. */
export function turnFacts({ request, spec }: Pick<TurnContext, 'request' | 'spec'>): object {
  if (!spec.turnFacts) return {}
  const { role, kind, turnNumber, task } = request
  const facts = { role, kind, turn: turnNumber, task: task?.title ?? null, attempt: task?.attemptNumber ?? null }
  return { _meta: { triptych: facts } }
}

/** Agents send usage, and sometimes text, after their reply. */
async function lateUpdates({ watch, timing }: TurnContext): Promise<void> {
  const endMs = performance.now() + timing.lateMaxMs
  for (;;) {
    const quietMs = Math.min(watch.lastSignMs() + timing.lateQuietMs, endMs) - performance.now()
    if (quietMs <= 0) return
    await sleep(quietMs)
  }
}

export const endOfFailure = (reply: FailedReply): TurnEnd =>
  reply.kind === 'closed' ? { kind: 'gone', exit: null } : reply
