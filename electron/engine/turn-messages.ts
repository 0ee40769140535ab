import type { MessageRecord } from '../../shared/evidence.ts'
import type { AgentRole } from '../../shared/words.ts'
import type { StepContext } from './context.ts'
import { messagesThatFit } from './prompts/messages.ts'
import type { TurnSpec } from './turn.ts'
import { turnArtifact } from './turn-files.ts'

/** A person's messages to the role whose turn begins, oldest first; they are its turn's from now on. Call it inside a transaction. */
export function takeMessages(ctx: StepContext, turn: { id: string; role: AgentRole }): MessageRecord[] {
  const { store, run } = ctx
  return messagesThatFit(store.waitingMessages(run.id, turn.role)).filter((message) => markSent(ctx, message, turn.id))
}

function markSent({ store, run }: StepContext, { id, role, mode }: MessageRecord, turnId: string): boolean {
  if (!store.markMessageSent(id, turnId)) return false
  const how = mode === 'interrupt' ? 'message that was to interrupt it' : 'message'
  store.addEvent(run.id, role, 'message_sent', `The ${role} agent was given a person's ${how}.`, {
    messageId: id,
    turnId,
    mode,
  })
  return true
}

/** Messages that may not wait are handed to the turn that runs, as long as it takes them. */
export interface Interruptions {
  /** What the driver is given as `onInterrupt`. */
  listen(listener: (text: string) => boolean): () => void
  stop(): void
  /** Resolves once what was sent is kept. */
  kept(): Promise<void>
}

export function watchInterruptions(ctx: StepContext, spec: TurnSpec, turnId: string): Interruptions {
  const { ports, store, run } = ctx
  let listener: ((text: string) => boolean) | null = null
  const files: Promise<unknown>[] = []

  const handOver = (message: MessageRecord): boolean => {
    if (!listener?.(message.text)) return false
    store.transaction(() => markSent(ctx, message, turnId))
    const file = ports.artifacts.write(messageFile(run.id, spec, turnId, message))
    file.catch(() => undefined) // Told by `kept`, which is asked later.
    files.push(file)
    return true
  }
  const look = (): void => {
    if (listener === null) return
    const next = store.waitingMessages(run.id, spec.role).find(({ mode }) => mode === 'interrupt')
    // Asked anew after each: handing one over is a commit, in which the others may have been handed over already.
    if (next !== undefined && handOver(next)) look()
  }
  const stopListening = store.subscribe(look)
  return {
    listen: (next) => {
      listener = next
      look()
      return () => {
        listener = null
      }
    },
    stop: stopListening,
    kept: async () => {
      await Promise.all(files)
    },
  }
}

function messageFile(runId: string, spec: TurnSpec, turnId: string, { text }: MessageRecord) {
  const { metadata, ...common } = turnArtifact(runId, spec, turnId)
  const file = { kind: 'prompt', extension: 'md', mime: 'text/markdown', content: text }
  return { ...common, ...file, metadata: { ...metadata, label: 'message' } }
}
