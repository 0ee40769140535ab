import type { RunRecord } from '../../shared/domain.ts'
import type { Workplace } from './git-port.ts'
import type { EnginePorts } from './ports.ts'
import type { EngineStore } from './store-port.ts'

/** What every step is given: the ports, the run as it was when the step began, and a signal that is aborted when the run is to stop. */
export interface StepContext {
  readonly ports: EnginePorts
  readonly store: EngineStore
  readonly run: RunRecord
  readonly place: Workplace
  /** Aborted on a change of control, and when the application stops. The step still ends in its transaction. */
  readonly signal: AbortSignal
}

/**
 * The outside world is not as the run left it, and going on would guess: the run pauses with this message.
 * It is not a bug; the message says what, where and what to do next.
 */
export class NeedsAttention extends Error {
  override readonly name = 'NeedsAttention'
}

/** What an imported run cannot do. */
export const NO_BASE =
  'This run was made by an earlier version and has no base commit to work on; start a new run instead'

/** Full id of the commit that the next attempt starts from. */
export function headOf({ run }: StepContext): string {
  const head = run.headCommit ?? run.baseCommit
  if (head === null) throw new NeedsAttention(NO_BASE)
  return head
}
