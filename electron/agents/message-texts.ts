import type { AgentOutput } from '../engine/agents-port.ts'

/** At most this much is kept of all messages of a turn: 1 MiB. */
const RESPONSE_CHARACTERS = 1024 * 1024

/** The texts of a turn: which chunks are one message, and what was said last. */
export interface MessageTexts {
  /** `agentId` is the agent's own id of the message; null if it gives none. */
  add(kind: 'text' | 'thought', text: string, agentId: string | null): void
  /** Something else came between: the next chunk is a new message, and the final text starts anew. */
  interrupt(): void
  /** All text since the last interruption. */
  finalText(): string
  /** All messages, the end of them if they are too long. */
  responseText(): string
}

export function createMessageTexts(turnId: string, onOutput: (output: AgentOutput) => void): MessageTexts {
  let message: { kind: 'text' | 'thought'; agentId: string | null; id: string } | null = null
  let messages = 0
  let finalText = ''
  let responseText = ''

  const begin = (kind: 'text' | 'thought', agentId: string | null) => {
    messages += 1
    if (kind === 'text' && responseText !== '') responseText += '\n\n'
    if (kind === 'text' && finalText !== '') finalText += '\n\n'
    return { kind, agentId, id: `${turnId}.${messages}` }
  }
  return {
    add(kind, text, agentId) {
      if (message === null || message.kind !== kind || message.agentId !== agentId) message = begin(kind, agentId)
      if (kind === 'text') {
        responseText = lastPart(responseText + text)
        finalText = lastPart(finalText + text)
      }
      onOutput({ kind, messageId: message.id, text })
    },
    interrupt() {
      message = null
      finalText = ''
    },
    finalText: () => finalText,
    responseText: () => responseText.slice(-RESPONSE_CHARACTERS),
  }
}

/** Cut only now and then, so that a flood of small chunks does not copy a megabyte for each. */
const lastPart = (text: string): string =>
  text.length > 2 * RESPONSE_CHARACTERS ? text.slice(-RESPONSE_CHARACTERS) : text
