import type { Check, RepositoryView } from '../../../shared/views.ts'
import { counted } from '../../words/numbers.ts'

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
  if (state.isRunning) return 'Starting…'
  if (state.isUploading) return 'Files are being attached…'
  if (typed?.trim() === '' || (typed === null && state.repositoryId === null)) return 'Choose a repository first.'
  // The run would begin in another folder than the one that is named.
  if (typed !== null) return 'Another path was typed: press Enter in its field.'
  if (view === null) return 'The repository is being looked at.'
  const errors = state.checks.filter(({ level }) => level === 'error').length
  if (errors > 0) return `${counted(errors, 'problem')} to solve first`
  return view.config === null ? 'This repository cannot be used.' : null
}
