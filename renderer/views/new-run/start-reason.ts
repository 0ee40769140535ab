import type { Check, RepositoryView } from '../../../shared/views.ts'
import { counted } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/new-run.ts'

/** Why a run cannot start now, next to its button; null if it can. */
export function reasonNotToStart(state: {
  repositoryId: string | null
  /** What is in the field of the repository, where that is not the path of the one that was chosen. */
  typed: string | null
  view: Pick<RepositoryView, 'config'> | null
  checks: readonly Pick<Check, 'level'>[]
  isRunning: boolean
  isUploading?: boolean
}): string | null {
  const { typed, view } = state
  if (state.isRunning) return TEXT.starting
  if (state.isUploading) return TEXT.filesAreBeingAttached
  if (typed?.trim() === '' || (typed === null && state.repositoryId === null)) return TEXT.chooseRepositoryFirst
  // The run would begin in another folder than the one that is named.
  if (typed !== null) return TEXT.anotherPathWasTyped
  if (view === null) return TEXT.repositoryIsBeingLookedAt
  const errors = state.checks.filter(({ level }) => level === 'error').length
  if (errors > 0) return TEXT.toSolveFirst(counted(errors, 'problem'))
  return view.config === null ? TEXT.thisRepositoryCannotBeUsed : null
}
