import type { AgentOutput } from '../engine/agents-port.ts'

/** UTF-16 units of text of one turn that become events; an honest turn has some hundred thousand. */
export const MAX_TURN_TEXT = 16 * 1024 * 1024
/** What one turn tells of its tool calls, a call being told several times. */
export const MAX_TURN_CALLS = 100_000

/** Keeps what one turn brings into the database within bounds, however much its agent says. */
export interface OutputBounds {
  /** What of it is to be stored: itself, a remark that more came, or nothing. `turn` names whose output it is. */
  admit(turn: string, output: AgentOutput): AgentOutput | null
  /** The next output of this name is of another turn. */
  forget(turn: string): void
}

export function createOutputBounds(): OutputBounds {
  const taken = new Map<string, { text: number; calls: number; isTold: boolean }>()
  return {
    admit(turn, output) {
      const counts = taken.get(turn) ?? { text: 0, calls: 0, isTold: false }
      taken.set(turn, counts)
      if (output.kind === 'text' || output.kind === 'thought') counts.text += output.text.length
      else if (output.kind === 'tool') counts.calls += 1
      else return output
      if (counts.text <= MAX_TURN_TEXT && counts.calls <= MAX_TURN_CALLS) return output
      if (counts.isTold) return null
      counts.isTold = true
      return remark(output)
    },
    forget: (turn) => {
      taken.delete(turn)
    },
  }
}

const remark = (output: Extract<AgentOutput, { kind: 'text' | 'thought' | 'tool' }>): AgentOutput => ({
  kind: 'text',
  messageId: `${output.kind === 'tool' ? output.toolCallId : output.messageId}.rest`,
  text: '[Triptych] The agent says more than is kept; its transcript has the next of it.',
})
