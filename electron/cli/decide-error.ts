import type { GateRecord } from '../../shared/domain.ts'
import { shortId } from '../../shared/names.ts'
import { assertNever } from '../../shared/result.ts'
import type { DecideError } from '../engine/ports.ts'
import type { UsageError } from './commands.ts'
import { PAST } from './gate-answers.ts'

/** Why an answer was not taken, and what to do next. */
export function decideErrorText(
  error: DecideError,
  gate: Pick<GateRecord, 'id' | 'runId'>,
  program: string,
): UsageError {
  const show = `${program} show ${shortId(gate.runId)}`
  switch (error.kind) {
    case 'already_decided':
      return {
        message: `Gate ${shortId(gate.id)} was already decided: ${PAST[error.verdict]} (${error.source}) at ${error.at}.`,
        remedy: `Nothing was changed. What came of it: ${show}`,
      }
    case 'stale':
      return {
        message: `This is not what gate ${shortId(gate.id)} is about: its hash is ${error.subjectHash}.`,
        remedy: `Nothing was changed. Look at it, then answer again: ${show}`,
      }
    case 'void':
      return {
        message: `Gate ${shortId(gate.id)} is void: the turn, plan or run it belonged to is over.`,
        remedy: `What is open now: ${show}`,
      }
    case 'removed':
      return {
        message: `Run ${shortId(gate.runId)} is in the trash. Your answer was not recorded.`,
        remedy: `Put it back first: ${program} put-back ${shortId(gate.runId)}`,
      }
    case 'not_offered':
      return { message: error.message, remedy: `The answers it takes: ${show}` }
    default:
      return assertNever(error)
  }
}
