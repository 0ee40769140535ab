import type { RpcError } from '../../../shared/contract.ts'
import type { HashCheck } from '../../data/use-hash.ts'
import * as TEXT from '../../words/texts/review.ts'
import type { Evidence } from '../gates/readiness.ts'

export const DIFFERS: RpcError = {
  code: 'internal',
  message: TEXT.diffIsNotOneThatWasRecorded,
  remedy: TEXT.nothingCanBeApprovedWithIt,
}
/** The remedy, a line for the terminal, stands beside it. */
const CUT = TEXT.notAllOfDiffWasRead

export interface DiffReading {
  state: Evidence['state']
  /** Only the beginning was read: it has another hash. */
  isCut: boolean
  /** Null: no hash was recorded. */
  recorded: string | null
  check: HashCheck
}

/** What approving rests on: that the diff is there, and that it is the one that was recorded. */
export function diffEvidence(reading: DiffReading): Evidence[] {
  return [{ what: TEXT.theDiff, state: reading.state }, hashEvidence(reading)]
}

function hashEvidence({ state, isCut, recorded, check }: DiffReading): Evidence {
  const what = TEXT.theDiff
  if (state !== 'ready') return { what, state: 'reading' }
  if (isCut) return { what, state: 'failed', problem: CUT }
  // Without a recorded hash, or the means to compute one, there is nothing to compare.
  if (recorded === null || check === 'unknown') return { what, state: 'ready' }
  if (check === 'differs') return { what, state: 'failed', problem: DIFFERS.message }
  return { what, state: check === 'reading' ? 'reading' : 'ready' }
}
