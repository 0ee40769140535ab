import { permissionRequest } from '../../shared/permission-request.ts'
import type { ApprovalVerdict } from '../../shared/words.ts'
import { shortText } from './short-text.ts'

/** Of a gate's view. */
interface AskedGate {
  gate: { kind: string; subject: unknown; subjectHash: string }
  verdicts: readonly ApprovalVerdict[]
}

/** A request that a person can answer without opening its page. */
export interface AnswerHere {
  /** What the decision is bound to. */
  subjectHash: string
  /** All that would be run. */
  command: string
}

const COMMAND_LENGTH = 160

/**
 * Only a permission request whose one command can be read whole in a notification, exactly as it would be run: what an agent says of
 * its request is no reason to allow it. Null: it is answered where all of it is shown.
 */
export function answerHere({ gate, verdicts }: AskedGate): AnswerHere | null {
  if (gate.kind !== 'permission' || !verdicts.includes('approved') || !verdicts.includes('rejected')) return null
  const { command, folder, paths, addresses } = permissionRequest(gate.subject)
  if (command === null || folder !== null || paths.length + addresses.length > 0) return null
  return shortText(command, COMMAND_LENGTH) === command ? { subjectHash: gate.subjectHash, command } : null
}
