import type { AttemptRow, RunView } from '../../../shared/views.ts'

/** Not sooner after one look than this, and not sooner than so many times as long as it took: git reads all files of the worktree. */
const SOONEST_MS = 2_000
const SHARE = 10
export const restAfter = (tookMs: number): number => Math.max(SOONEST_MS, tookMs * SHARE)

/** Whether there is something to look at: its files are the worktree's, and nothing has compared them yet. */
export const isBeingWritten = ({ status, phase }: Pick<AttemptRow, 'status' | 'phase'>): boolean =>
  status === 'running' && phase === 'implement'

/** Another number whenever a tool may have changed a file, or a turn began or ended. */
export const lastChange = ({ events }: Pick<RunView, 'events'>): number =>
  events.findLast(({ kind }) => kind === 'tool_call' || kind === 'turn_started' || kind === 'turn_finished')?.id ?? 0
