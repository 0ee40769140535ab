import type { RunRow } from '../../../shared/views.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'
import { isOver } from './role-look.ts'

/** What a person can do to the run as a whole. */
export interface RunControls {
  pause: boolean
  /** The word of the button that lets it go on; null: it goes on, or cannot. */
  resume: string | null
  cancel: boolean
}

const NONE: RunControls = { pause: false, resume: null, cancel: false }

export function controlsOf(
  row: Pick<RunRow, 'status' | 'control' | 'waitUntil' | 'imported' | 'removedUntil'>,
): RunControls {
  const { control, waitUntil } = row
  if (isOver(row) || control === 'cancel' || row.removedUntil !== null) return NONE
  if (control === 'pause') return { pause: false, resume: COMMON.resume, cancel: true }
  return { pause: true, resume: waitUntil === null ? null : TEXT.stopWaiting, cancel: true }
}
