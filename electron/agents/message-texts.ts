import type { AgentOutput } from '../engine/agents-port.ts'

/** At most this much is kept of all messages of a turn: 1 MiB. */
const RESPONSE_CHARACTERS = 1024 * 1024

/** The texts of a turn: which chunks are one message, and what was said last. */
export interface MessageTexts {
  /** `agentId` is the agent's own id of the message; null if it gives none. */
  add(kind: 'text' | 'thought', text: string, agentId: string | null): void
  /** Something else came between: the next chunk is a new message, and the final text starts anew. */
  interrupt(): void
  /** All text since the last interruption, the end of it if it is too long. */
  finalText(): string
  /** All messages, the end of them if they are too long. */
  responseText(): string
}

export function createMessageTexts(turnId: string, onOutput: (output: AgentOutput) => void): MessageTexts {
  let message: { kind: 'text' | 'thought'; agentId: string | null; id: string } | null = null
  let messages = 0
  const finalText = createLastPart(RESPONSE_CHARACTERS)
  const responseText = createLastPart(RESPONSE_CHARACTERS)

  const begin = (kind: 'text' | 'thought', agentId: string | null) => {
    messages += 1
    if (kind === 'text') for (const part of [responseText, finalText]) if (!part.isEmpty()) part.add('\n\n')
    return { kind, agentId, id: `${turnId}.${messages}` }
  }
  return {
    add(kind, text, agentId) {
      if (message === null || message.kind !== kind || message.agentId !== agentId) message = begin(kind, agentId)
      if (kind === 'text') {
        responseText.add(text)
        finalText.add(text)
      }
      onOutput({ kind, messageId: message.id, text })
    },
    interrupt() {
      message = null
      finalText.clear()
    },
    finalText: finalText.text,
    responseText: responseText.text,
  }
}

/** The last characters of all that is added. */
interface LastPart {
  add(text: string): void
  clear(): void
  isEmpty(): boolean
  text(): string
}

const PIECE_CHARACTERS = 64 * 1024

/** In pieces, the oldest of which is let go: one text that is cut now and then would leave megabytes to the garbage collector in a flood. */
function createLastPart(maxCharacters: number): LastPart {
  let pieces: string[] = []
  let open = ''
  return {
    add(text) {
      open += text
      if (open.length < PIECE_CHARACTERS) return
      pieces.push(open.slice(-maxCharacters))
      open = ''
      let kept = pieces.reduce((sum, piece) => sum + piece.length, 0)
      for (const oldest of [...pieces]) {
        kept -= oldest.length
        if (kept < maxCharacters) return
        pieces.shift()
      }
    },
    clear() {
      pieces = []
      open = ''
    },
    isEmpty: () => pieces.length === 0 && open === '',
    text: () => [...pieces, open].join('').slice(-maxCharacters),
  }
}
