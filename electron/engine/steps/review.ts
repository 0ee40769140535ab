import { submitVerdictSchema, type VerdictAnswer } from '../../../shared/answers.ts'
import type { ReviewRecord } from '../../../shared/evidence.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { hashBytes } from '../../hash.ts'
import { baselineMarks } from '../baseline-marks.ts'
import { stepFailureReason, stepPassed } from '../conclude.ts'
import { headOf, type StepContext } from '../context.ts'
import { reviewHash } from '../evidence-hash.ts'
import { reviewStepLabel, verdictAccepts } from '../evidence-labels.ts'
import { askPerson, raiseGate } from '../gates.ts'
import { keepLeftovers, putStrayAway } from '../leftovers.ts'
import { gateAnswerer } from '../policy.ts'
import { repairOf, reviewPromptOf, reviewVerdictProblem } from '../prompt-inputs.ts'
import { takeTurn } from '../turn.ts'
import { makeReady } from '../workplace.ts'
import { MAX_TURN_FAILURES } from './plan.ts'
import { runSteps, type StepToRun } from './verify.ts'

/** Re-runs every completed task's steps on the head, has strategy and checker judge the whole diff, then asks for the final answer. */
export async function review(ctx: StepContext): Promise<void> {
  if (!(await makeReady(ctx))) return
  const { ports, store, run, place } = ctx
  const head = headOf(ctx)
  const steps = reviewSteps(ctx)
  const opened = openReview(ctx, head, steps)
  if (opened.objections === null) {
    await keepLeftovers(ctx, head)
    await ports.git.resetWorktree(place, head)
    if (!opened.stepsDone) {
      const finished = await runSteps(ctx, { ownerId: opened.id, commit: head }, steps, {})
      await ports.git.resetWorktree(place, head)
      if (!finished) return
      store.patchReview(opened.id, { stepsDone: true })
    }
    if (!(await judged(ctx, opened))) return
  }
  await conclude(ctx, store.openReview(run.id, head))
}

/** The review of this head. Tasks that were completed on it since, without a change, make it begin again; finished steps stand. */
function openReview({ store, run }: StepContext, head: string, steps: readonly { label: string }[]): ReviewRecord {
  const known = store.openReview(run.id, head)
  const done = new Set(store.listStepEvidence(known.id).map(({ label }) => label))
  if (!known.stepsDone || steps.every(({ label }) => done.has(label))) return known
  store.patchReview(known.id, { stepsDone: false, strategyVerdict: null, checkerVerdict: null, objections: null })
  return store.openReview(run.id, head)
}

/** `t<n>.v<m>`: n is the task's place among all tasks of the run, in plan order, from 1. */
export function reviewSteps({ store, run }: StepContext): StepToRun[] {
  return store.listTasks(run.id).flatMap((task, index) => {
    if (task.status !== 'completed') return []
    const markOf = baselineMarks(store, task)
    return task.verificationSteps.map((command, step) => {
      return { label: reviewStepLabel(index + 1, step + 1), command, baseline: markOf(command) }
    })
  })
}

/** True once objections are stored. A failed step is an objection by itself; then no turn is spent. */
async function judged(ctx: StepContext, opened: ReviewRecord): Promise<boolean> {
  const { store } = ctx
  const failed = store.listStepEvidence(opened.id).filter((step) => !stepPassed(step))
  if (failed.length > 0) {
    store.patchReview(opened.id, { objections: failed.map(stepFailureReason) })
    return true
  }
  const strategy = opened.strategyVerdict ?? (await judge(ctx, opened, 'strategy'))
  if (!strategy) return false
  const checker = opened.checkerVerdict ?? (await judge(ctx, opened, 'checker'))
  if (!checker) return false
  store.patchReview(opened.id, {
    objections: [...objectionsOf('strategy', strategy), ...objectionsOf('checker', checker)],
  })
  return true
}

function objectionsOf(role: AgentRole, verdict: VerdictAnswer): string[] {
  if (verdictAccepts(verdict)) return []
  return [
    `${role}: ${verdict.summary}`,
    ...verdict.criteria.flatMap(({ reason }) => (reason === '' ? [] : [`${role}: ${reason}`])),
  ]
}

/** One role's turn on the whole diff; null: held, or to be tried again. */
async function judge(
  ctx: StepContext,
  opened: ReviewRecord,
  role: 'strategy' | 'checker',
): Promise<VerdictAnswer | null> {
  const { ports, store, run } = ctx
  const end = await takeTurn(ctx, {
    role,
    kind: 'review',
    task: null,
    attempt: null,
    prompt: await reviewPromptOf(ctx, opened, role),
    brief: null,
    answer: {
      tool: 'submit_verdict',
      problem: await reviewVerdictProblem(ctx, opened),
      repairPrompt: repairOf(role, 'review', 'submit_verdict'),
    },
  })
  if (end.kind === 'held') return null
  await putStrayAway(ctx, opened.headCommit, `changes during the review by ${role}`)
  const failures = end.kind === 'failed' ? store.getInternals(run.id).turnFailures + 1 : 0
  if (end.kind === 'failed' && failures < MAX_TURN_FAILURES) {
    store.transaction(() => {
      end.close()
      store.patchRun(run.id, {}, { turnFailures: failures })
    })
    return null
  }
  const given = end.kind === 'failed' ? unclear(end.detail) : submitVerdictSchema.parse(end.answer)
  await ports.artifacts.write({
    runId: run.id,
    role,
    kind: 'verdict',
    extension: 'json',
    mime: 'application/json',
    content: verdictText(given),
    metadata: { label: 'review' },
  })
  return store.transaction(() => {
    end.close()
    store.patchRun(run.id, {}, { turnFailures: 0 })
    store.patchReview(opened.id, role === 'strategy' ? { strategyVerdict: given } : { checkerVerdict: given })
    const accepts = verdictAccepts(given)
    store.addApproval(run.id, role, accepts ? 'approved' : 'changes_requested', given.summary, {
      review: opened.id,
      headCommit: opened.headCommit,
    })
    store.addEvent(run.id, role, 'verdict_given', `${role} on the whole result: ${given.summary}`, {
      review: opened.id,
      accepts,
      criteria: given.criteria,
    })
    return given
  })
}

/** The bytes of a verdict's file: what is hashed into the final gate's subject. */
const verdictText = (verdict: VerdictAnswer): string => JSON.stringify(verdict, null, 2)

function unclear(detail: string): VerdictAnswer {
  const summary = `No judgement was given: ${detail}`
  return { summary, criteria: [{ criterion: 1, status: 'unclear', reason: '', evidence: [] }] }
}

async function conclude(ctx: StepContext, finished: ReviewRecord): Promise<void> {
  const { ports, store, run, place } = ctx
  const base = run.baseCommit ?? finished.headCommit
  const diff = await ports.artifacts.write({
    runId: run.id,
    role: null,
    kind: 'diff',
    extension: 'diff',
    mime: 'text/x-diff',
    content: await ports.git.diff(place, base, finished.headCommit),
    metadata: { label: 'review' },
  })
  const tree = await ports.git.commitTree(place, finished.headCommit)
  const objections = finished.objections ?? []
  store.transaction(() => {
    const message =
      objections.length === 0 ? 'Review: strategy and checker agree.' : `Review: ${objections.join(' · ')}`
    store.addEvent(run.id, 'system', 'review_finished', message, {
      review: finished.id,
      objections,
      headCommit: finished.headCommit,
    })
    if (objections.length > 0 && store.getRun(run.id).replanCount < run.config.limits.replans) {
      store.patchRun(run.id, {}, { needsPlan: 'review', planGuidance: objections.join('\n') })
      return
    }
    askFinal(ctx, finished, { base, tree, diffHash: diff.sha256 })
  })
}

function askFinal(
  ctx: StepContext,
  finished: ReviewRecord,
  result: { base: string; tree: string; diffHash: string },
): void {
  const { store, run } = ctx
  const objections = finished.objections ?? []
  const agreed = objections.length === 0
  if (agreed && gateAnswerer(run.config.policy, 'final') === 'policy') {
    store.addApproval(run.id, 'policy', 'approved', `Delivered to its own branch by policy ${run.config.policy}.`, {
      kind: 'final',
      headCommit: finished.headCommit,
    })
    store.patchRun(run.id, {}, { delivery: 'chosen', deliveryChoice: { kind: 'branch' } })
    return
  }
  const question = agreed
    ? `Deliver the result of ${run.branch ?? 'this run'}?`
    : `Deliver the result of ${run.branch ?? 'this run'} in spite of objections? ${objections.join(' · ')}`
  const verdicts = [finished.strategyVerdict, finished.checkerVerdict].flatMap((verdict) =>
    verdict === null ? [] : [hashBytes(verdictText(verdict))],
  )
  const subject = {
    base: result.base,
    head: finished.headCommit,
    tree: result.tree,
    evidenceHash: reviewHash(result.diffHash, store.listStepEvidence(finished.id), verdicts),
    review: { id: finished.id, objections },
  }
  const spec = { runId: run.id, kind: 'final', question, subject } as const
  if (agreed) raiseGate(store, spec)
  else askPerson(store, spec)
}
