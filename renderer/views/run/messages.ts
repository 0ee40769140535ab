import type { MessageRecord } from '../../../shared/evidence.ts'
import type { RunRow, RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { isOver } from './role-look.ts'

/** Whether agents may still be told something. */
export const canSteer = (row: Pick<RunRow, 'status' | 'imported' | 'control'>): boolean =>
  !isOver(row) && row.control !== 'cancel'

/** A message that its role has not been given. */
export interface Waiting {
  message: MessageRecord
  /** What it waits for, as a sentence. */
  text: string
}

/** A role's messages that wait, oldest first. */
export function waitingMessages(
  { messages, turns, row }: Pick<RunView, 'messages' | 'turns' | 'row'>,
  role: AgentRole,
) {
  const works = isAtWork(turns, role)
  return messages
    .filter((message) => message.role === role && message.sentAt === null)
    .map((message): Waiting => ({ message, text: waitsFor(message, works, canSteer(row)) }))
}

function waitsFor({ mode }: MessageRecord, works: boolean, goesOn: boolean): string {
  if (!goesOn) return 'Was not given any more: the run has ended.'
  return mode === 'interrupt' && works ? 'Is being given now.' : 'Waits for the next turn.'
}

export const isAtWork = (turns: RunView['turns'], role: AgentRole): boolean =>
  turns.some((turn) => turn.role === role && turn.state === 'running')
