import { z } from 'zod'
import { type BaselineResult, baselineCommands, baselineLimitMs, nextToTry } from '../../shared/baseline.ts'
import type { CanonicalValue } from '../../shared/canonical-json.ts'
import type { GateRecord, RunRecord } from '../../shared/domain.ts'
import type { PlanRecord } from '../../shared/evidence.ts'
import { hashValue } from '../hash.ts'
import { raiseGate } from './gates.ts'
import type { EngineStore } from './store-port.ts'

/**
 * The plan gate is bound to the revision, its tasks, the set-up commands, the commit that the work starts from, and what the steps
 * did there by the time it opened. Steps of an edited plan that are tried later only add to what is seen: they make no answer stale.
 */
export function openPlanGate(store: EngineStore, run: RunRecord, plan: PlanRecord): GateRecord {
  const { revision, tasks, baseCommit } = plan
  const subject = {
    revision,
    tasks: tasks.map((task): CanonicalValue => ({ ...task })),
    setup: { ...run.config.setup },
    base: baseCommit,
    baselineHash: baselineHash(plannedResults(store, plan)),
  }
  const question = `Approve plan ${revision} with ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}?`
  return raiseGate(store, { runId: run.id, kind: 'plan', question, subject })
}

const planSubject = z.looseObject({ revision: z.int() })

/** The revision that a `plan` gate asks about; null for the other kinds. */
export function planRevisionOf({ kind, subject }: Pick<GateRecord, 'kind' | 'subject'>): number | null {
  return kind === 'plan' ? (planSubject.safeParse(subject).data?.revision ?? null) : null
}

/** What is known of the plan's commands on its base commit, in plan order. */
export function plannedResults(
  store: Pick<EngineStore, 'listBaselineResults'>,
  { runId, baseCommit, tasks }: Pick<PlanRecord, 'runId' | 'baseCommit' | 'tasks'>,
): BaselineResult[] {
  if (baseCommit === null) return []
  const results = new Map(store.listBaselineResults(runId, baseCommit).map((result) => [result.command, result]))
  return baselineCommands(tasks).flatMap(({ command }) => results.get(command) ?? [])
}

/** The plan's next command to try, with the place of its task; null: none is left, or there is no time left for it. */
export function nextBaselineCommand(
  store: Pick<EngineStore, 'listBaselineResults'>,
  { config }: Pick<RunRecord, 'config'>,
  plan: Pick<PlanRecord, 'runId' | 'baseCommit' | 'tasks'>,
): { command: string; task: number } | null {
  if (plan.baseCommit === null) return null
  const limitMs = baselineLimitMs(config.limits.verificationMinutes)
  return nextToTry(plan.tasks, { results: plannedResults(store, plan), limitMs })
}

export const baselineHash = (results: readonly BaselineResult[]): string =>
  hashValue(results.map(({ command, exitCode, timedOut, log }) => ({ command, exitCode, timedOut, log })))
