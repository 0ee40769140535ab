import { countMarks, type MarkCounts, markOf } from '../../../shared/baseline.ts'
import type { PlanRecord } from '../../../shared/evidence.ts'
import type { BaselineMark } from '../../../shared/words.ts'
import type { StepContext } from '../context.ts'
import { acceptPlan } from '../decide.ts'
import { keepLeftovers } from '../leftovers.ts'
import { baselineHash, nextBaselineCommand, openPlanGate, plannedResults, planRevisionOf } from '../plan-gate.ts'
import { gateAnswerer } from '../policy.ts'
import { noteSandbox } from '../sandbox.ts'
import { makeReady } from '../workplace.ts'
import { runVerification } from './run-command.ts'

/**
 * Runs the verification steps of the newest plan on the commit that it starts from, before any work: each command once, each result
 * stored by itself. Then the plan is asked about, or accepted by the policy; an edited plan is asked about already.
 */
export async function tryPlan(ctx: StepContext, revision: number): Promise<void> {
  if (!(await makeReady(ctx))) return
  const { store, run } = ctx
  const plan = store.getPlan(run.id, revision)
  const watch = watchPlan(ctx, revision)
  try {
    if (!(await tryCommands(ctx, plan, watch.signal))) return
  } finally {
    watch.release()
  }
  store.transaction(() => planTried(ctx, revision))
}

/** False: stopped before the last one. The worktree stands on the base afterwards. */
async function tryCommands(ctx: StepContext, plan: PlanRecord, signal: AbortSignal): Promise<boolean> {
  const { ports, store, run, place } = ctx
  const { baseCommit } = plan
  let next = nextBaselineCommand(store, run, plan)
  if (baseCommit === null || next === null) return true
  await keepLeftovers(ctx, baseCommit)
  // Not as the planning agent may have left it.
  await ports.git.prepareAgentGit(place, baseCommit)
  let task: number | null = null
  while (next !== null && !signal.aborted) {
    // As in verification, the steps of one task find what the ones before them left.
    if (next.task !== task) await ports.git.resetWorktree(place, baseCommit)
    task = next.task
    if (!(await tryCommand(ctx, { command: next.command, commit: baseCommit, revision: plan.revision }, signal))) break
    next = nextBaselineCommand(store, run, plan)
  }
  await ports.git.resetWorktree(place, baseCommit)
  return next === null
}

const BASELINE_ENDS: Readonly<Record<Exclude<BaselineMark, 'not_tried'>, string>> = {
  passed: 'passes already',
  failed: 'fails',
  cannot_run: 'cannot run',
}

async function tryCommand(
  ctx: StepContext,
  { command, ...where }: { command: string; commit: string; revision: number },
  signal: AbortSignal,
): Promise<boolean> {
  const { store, run } = ctx
  await noteSandbox(ctx)
  store.addEvent(run.id, 'system', 'baseline_started', `Before any work: ${command}`, { ...where, command })
  const result = await runVerification(ctx, command, { commit: where.commit, metadata: { label: 'baseline' }, signal })
  if (result === null) return false
  const { exitCode, timedOut, durationMs, logArtifactId: artifactId } = result
  const mark = markOf(result)
  store.transaction(() => {
    if (!store.addBaselineResult(run.id, where.commit, result)) return
    const payload = { ...where, command, mark, exitCode, timedOut, durationMs, artifactId }
    const message = `Before any work ${BASELINE_ENDS[mark]}: ${command}`
    store.addEvent(run.id, 'system', 'baseline_finished', message, payload)
  })
  return true
}

/** Call it inside a transaction. The plan may have been answered, edited or cancelled while its steps were tried. */
function planTried({ store, run }: StepContext, revision: number): void {
  if (!store.patchRun(run.id, { untriedPlan: revision }, { untriedPlan: null })) return
  const plan = store.getPlan(run.id, revision)
  const results = plannedResults(store, plan)
  const marks = countMarks(plan.tasks, results)
  const total = Object.values(marks).reduce((sum, count) => sum + count, 0)
  const message = `The steps of plan ${revision} before any work: ${marksText(marks)}.`
  if (total > 0) store.addEvent(run.id, 'system', 'plan_tried', message, { revision, commit: plan.baseCommit, marks })
  // Answers and questions of before a return to this plan are history: its state, and the gate that is open, count.
  const isAsked = store.listOpenGates(run.id).some((gate) => planRevisionOf(gate) === revision)
  if (plan.state !== 'proposed' || isAsked || store.readControl(run.id) === 'cancel') return
  if (gateAnswerer(run.config.policy, 'plan') !== 'policy') {
    openPlanGate(store, run, plan)
    return
  }
  store.addApproval(run.id, 'policy', 'approved', `Accepted by policy ${run.config.policy}.`, {
    kind: 'plan',
    revision,
    hash: plan.hash,
    base: plan.baseCommit,
    baselineHash: baselineHash(results),
  })
  acceptPlan(store, run.id, revision)
}

function marksText({ passed, failed, cannot_run, not_tried }: MarkCounts): string {
  const parts = [
    { count: failed, word: failed === 1 ? 'fails' : 'fail' },
    { count: passed, word: passed === 1 ? 'passes already' : 'pass already' },
    { count: cannot_run, word: 'cannot run' },
    { count: not_tried, word: 'not tried, because the others took too long' },
  ].flatMap(({ count, word }) => (count === 0 ? [] : [`${count} ${word}`]))
  return parts.join(', ')
}

/** Aborted as `ctx.signal` is, and once these steps need not be tried any more: changes were asked for, or the plan was edited. */
function watchPlan({ store, run, signal }: StepContext, revision: number): { signal: AbortSignal; release(): void } {
  const own = new AbortController()
  // At every commit of whoever writes: once is enough.
  const look = () => {
    if (!own.signal.aborted && store.readUntriedPlan(run.id) !== revision) own.abort()
  }
  const release = store.subscribe(look)
  look()
  return { signal: AbortSignal.any([signal, own.signal]), release }
}
