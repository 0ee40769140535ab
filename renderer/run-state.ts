import type { RunRow } from '../shared/contract.ts'
import { assertNever } from '../shared/result.ts'
import type { RunStatus } from '../shared/words.ts'

/** How a state is told: icon, word and colour, in this order of importance. */
export interface RunState {
  icon: 'working' | 'gate' | 'paused' | 'done' | 'failed' | 'cancelled'
  tone: 'working' | 'needs_you' | 'resting' | 'proved' | 'failed'
  word: string
}

export function runState(status: RunStatus): RunState {
  switch (status) {
    case 'planning':
      return { icon: 'working', tone: 'working', word: 'Planning' }
    case 'running':
      return { icon: 'working', tone: 'working', word: 'Running' }
    case 'awaiting_approval':
      return { icon: 'gate', tone: 'needs_you', word: 'Needs you' }
    case 'paused':
      return { icon: 'paused', tone: 'resting', word: 'Paused' }
    case 'completed':
      return { icon: 'done', tone: 'proved', word: 'Completed' }
    case 'failed':
      return { icon: 'failed', tone: 'failed', word: 'Failed' }
    case 'cancelled':
      return { icon: 'cancelled', tone: 'resting', word: 'Cancelled' }
    default:
      return assertNever(status)
  }
}

export interface RunGroup {
  title: 'Needs you' | 'Working' | 'Paused' | 'Done'
  rows: RunRow[]
}

const GROUP_OF: Readonly<Record<RunStatus, RunGroup['title']>> = {
  awaiting_approval: 'Needs you',
  planning: 'Working',
  running: 'Working',
  paused: 'Paused',
  completed: 'Done',
  failed: 'Done',
  cancelled: 'Done',
}
const GROUP_ORDER = ['Needs you', 'Working', 'Paused', 'Done'] as const

/** What needs the person first. Each group keeps the given order; empty groups are left out. */
export function groupRuns(rows: readonly RunRow[]): RunGroup[] {
  return GROUP_ORDER.map((title) => ({ title, rows: rows.filter((row) => GROUP_OF[row.status] === title) })).filter(
    (group) => group.rows.length > 0,
  )
}

/** The last part of a path of any system. */
export const repositoryName = (repoPath: string): string =>
  repoPath.split(/[/\\]/).findLast((part) => part !== '') ?? repoPath
