import { type Baseline, baselineState, countMarks } from '../../../shared/baseline.ts'
import type { TaskDraft } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { type BaselineLook, baselineLook } from '../../words/baseline-words.ts'
import { counted } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/plan.ts'

/** What is known of a plan's steps before any work. */
export interface TriedSteps {
  runId: string
  baseline: Baseline
  /** The commands of the plan as it is saved: a person may have written others since. */
  planned: ReadonlySet<string>
}

/** Null: nothing is tried for this plan, or the view is already about another one. */
export function triedSteps(
  { runId, plan, baseline }: Pick<RunView, 'runId' | 'plan' | 'baseline'>,
  revision: number,
): TriedSteps | null {
  if (plan === null || baseline === null || plan.revision !== revision) return null
  return { runId, baseline, planned: new Set(plan.tasks.flatMap(({ verificationSteps }) => verificationSteps)) }
}

/** How a step is told, and its log; null: nothing is to be told. */
export function triedStep(
  tried: TriedSteps | null,
  command: string,
): { look: BaselineLook; logArtifactId: string | null } | null {
  if (tried === null || command === '') return null
  const { baseline, planned } = tried
  const known = baseline.results.find((result) => result.command === command) ?? null
  const state = baselineState(planned.has(command) ? baseline : { ...baseline, isPending: true }, command) ?? 'to_try'
  return { look: baselineLook(state, known), logArtifactId: known?.logArtifactId ?? null }
}

type Steps = Pick<TaskDraft, 'verificationSteps'>

/** "2 fail, 1 passes already"; null: nothing was tried yet. */
export function triedSummary(tasks: readonly Steps[], { baseline, planned }: TriedSteps): string | null {
  const { passed, failed, cannot_run, not_tried } = countMarks(tasks, baseline.results)
  const isNew = tasks.some(({ verificationSteps }) => verificationSteps.some((command) => !planned.has(command)))
  const parts = [
    { count: failed, one: 'fails', more: 'fail' },
    { count: passed, one: TEXT.passesAlready, more: TEXT.passAlready },
    { count: cannot_run, one: TEXT.cantRun, more: TEXT.cantRun },
    { count: not_tried, one: untried(isNew || baseline.isPending), more: untried(isNew || baseline.isPending) },
  ].flatMap(({ count, one, more }) => (count === 0 ? [] : [`${count} ${count === 1 ? one : more}`]))
  return parts.length === 0 ? null : parts.join(', ')
}

const untried = (isPending: boolean): string => (isPending ? TEXT.notTriedYet : TEXT.notTried)

/** What a person should look at in a task before they approve it; null: nothing. */
export function triedWarning({ verificationSteps }: Steps, tried: TriedSteps | null): string | null {
  if (tried === null || verificationSteps.length === 0) return null
  const { passed, cannot_run } = countMarks([{ verificationSteps }], tried.baseline.results)
  if (cannot_run > 0) return TEXT.cantRunWith(counted(cannot_run, 'step'))
  const different = new Set(verificationSteps).size
  return passed === different ? TEXT.everyStepPassesAlreadySoNone : null
}

/** Why some steps of the saved plan never were tried; null: all were, or will be. */
export function untriedReason(tasks: readonly Steps[], { baseline, planned }: TriedSteps): string | null {
  const saved = tasks.map(({ verificationSteps }) => ({
    verificationSteps: verificationSteps.filter((command) => planned.has(command)),
  }))
  const { not_tried } = countMarks(saved, baseline.results)
  if (baseline.isPending || not_tried === 0) return null
  return TEXT.notTriedWith(counted(not_tried, 'step'))
}
