import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { MessageRecord } from '../../../shared/evidence.ts'
import type { RunRow, RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import type { StateLook } from '../../ui/status.tsx'
import * as TEXT from '../../words/texts/run.ts'
import { textIn } from './payload.ts'
import { isOver } from './role-look.ts'

/** Whether agents may still be told something. */
export const canSteer = (row: Pick<RunRow, 'status' | 'imported' | 'control' | 'removedUntil'>): boolean =>
  !isOver(row) && row.control !== 'cancel' && row.removedUntil === null

/** A message of a person to a role, and what became of it. */
export interface SentMessage {
  message: MessageRecord
  /** `told`: a turn of the role was given it; `not_told`: none will be. */
  state: 'queued' | 'told' | 'not_told'
  look: StateLook
  /** The artifact with the words as the agent got them; null: it got none yet, or there is none in view any more. */
  artifactId: string | null
}

type Facts = Pick<RunView, 'messages' | 'turns' | 'row' | 'artifacts'>

/** All messages to a role that the view holds, oldest first. */
export function sentMessages({ messages, turns, row, artifacts }: Facts, role: AgentRole): SentMessage[] {
  const works = isAtWork(turns, role)
  return messages
    .filter((message) => message.role === role)
    .map((message): SentMessage => {
      if (message.sentAt !== null) {
        const number = turns.find(({ id }) => id === message.turnId)?.number
        const word = number === undefined ? TEXT.told : TEXT.toldInTurn(number)
        const look = { icon: 'done', tone: 'proved', word } as const
        return { message, state: 'told', look, artifactId: promptOf(message, artifacts) }
      }
      if (!canSteer(row)) return { message, state: 'not_told', look: notTold(row), artifactId: null }
      const word = message.mode === 'interrupt' && works ? TEXT.isBeingGivenNow : TEXT.waitsForNextTurn
      return { message, state: 'queued', look: { icon: 'clock', tone: 'working', word }, artifactId: null }
    })
}

function notTold({ removedUntil }: Facts['row']): StateLook {
  const because = removedUntil === null ? TEXT.runHasEnded : TEXT.runWasRemoved
  return { icon: 'cancelled', tone: 'resting', word: TEXT.wasNotTold(because) }
}

/** An interruption has a file of its own, another message stands in the prompt of its turn. */
function promptOf({ turnId, mode }: MessageRecord, artifacts: readonly ArtifactRecord[]): string | null {
  const own = artifacts.filter(({ kind, metadata }) => kind === 'prompt' && textIn(metadata, 'turnId') === turnId)
  const isMessage = ({ metadata }: ArtifactRecord): boolean => textIn(metadata, 'label') === 'message'
  const found = (mode === 'interrupt' ? own.find(isMessage) : undefined) ?? own.find((file) => !isMessage(file))
  return found?.id ?? null
}

export const isAtWork = (turns: RunView['turns'], role: AgentRole): boolean =>
  turns.some((turn) => turn.role === role && turn.state === 'running')
