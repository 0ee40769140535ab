import type { TaskDraft } from './domain.ts'
import type { StepEvidence } from './evidence.ts'
import type { BaselineMark } from './words.ts'

/**
 * What a verification step of a plan did on the commit that the plan starts from, before any work. A step that passes there proves
 * nothing by passing later, unless it guards what worked before; one that cannot run there is probably wrong.
 */
export type BaselineResult = Omit<StepEvidence, 'label' | 'baseline'>

/** How a shell says that it could not run a command: not executable, not found; the last is Windows' own. */
const CANNOT_RUN_CODES: readonly (number | null)[] = [126, 127, 9009]

/**
 * Only the exit code tells, never the log: "no such file" is how a good step fails whose test file the plan has yet to make.
 */
export function markOf({
  exitCode,
  timedOut,
}: Pick<BaselineResult, 'exitCode' | 'timedOut'>): Exclude<BaselineMark, 'not_tried'> {
  if (timedOut || exitCode === null || CANNOT_RUN_CODES.includes(exitCode)) return 'cannot_run'
  return exitCode === 0 ? 'passed' : 'failed'
}

/** Every different command of a plan, with the place of the first task that has it, in plan order. */
export function baselineCommands(
  tasks: readonly Pick<TaskDraft, 'verificationSteps'>[],
): { command: string; task: number }[] {
  const first = new Map<string, number>()
  for (const [task, { verificationSteps }] of tasks.entries())
    for (const command of verificationSteps) if (!first.has(command)) first.set(command, task)
  return [...first].map(([command, task]) => ({ command, task }))
}

export interface BaselineTotals {
  results: readonly Pick<BaselineResult, 'command' | 'durationMs'>[]
  /** Once the plan's commands have taken so long together, no further one is begun. */
  limitMs: number
}

/** The next command to try; null: all are tried, or they have taken too long. */
export function nextToTry(
  tasks: readonly Pick<TaskDraft, 'verificationSteps'>[],
  { results, limitMs }: BaselineTotals,
): { command: string; task: number } | null {
  const tookMs = new Map(results.map(({ command, durationMs }) => [command, durationMs]))
  const commands = baselineCommands(tasks)
  const totalMs = commands.reduce((sum, { command }) => sum + (tookMs.get(command) ?? 0), 0)
  return totalMs >= limitMs ? null : (commands.find(({ command }) => !tookMs.has(command)) ?? null)
}

/** All steps of a plan are tried within the time that one of them may take. */
export const baselineLimitMs = (verificationMinutes: number): number => verificationMinutes * 60_000

export type MarkCounts = Readonly<Record<BaselineMark, number>>

/** Of the plan's different commands. */
export function countMarks(
  tasks: readonly Pick<TaskDraft, 'verificationSteps'>[],
  results: readonly Pick<BaselineResult, 'command' | 'exitCode' | 'timedOut'>[],
): MarkCounts {
  const marks = new Map(results.map((result) => [result.command, markOf(result)]))
  const counts = { passed: 0, failed: 0, cannot_run: 0, not_tried: 0 }
  for (const { command } of baselineCommands(tasks)) counts[marks.get(command) ?? 'not_tried'] += 1
  return counts
}

const BASELINE_WORDS: Readonly<Record<BaselineMark, string>> = {
  passed: 'passed already before any work',
  failed: 'failed before',
  cannot_run: 'could not run before',
  not_tried: 'not tried before',
}

/** What is said beside a step's outcome, as in "passed; failed before"; null: nothing is known. */
export const baselineWords = (mark: BaselineMark | null): string | null => (mark === null ? null : BASELINE_WORDS[mark])

/** What is known of a plan's steps before any work. */
export interface Baseline {
  /** The commit they are tried on. */
  commit: string
  /** Some are still to be tried. */
  isPending: boolean
  /** Of the plan's commands, in plan order. */
  results: BaselineRow[]
}
export type BaselineRow = Omit<BaselineResult, 'logTail'>

/** `to_try`: not tried yet. */
export type BaselineState = BaselineMark | 'to_try'

/** Null: nothing is tried for this plan. */
export function baselineState(baseline: Baseline | null, command: string): BaselineState | null {
  if (baseline === null) return null
  const result = baseline.results.find((known) => known.command === command)
  if (result) return markOf(result)
  return baseline.isPending ? 'to_try' : 'not_tried'
}
