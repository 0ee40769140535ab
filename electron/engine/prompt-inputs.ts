import { type AnswerTool, submitVerdictSchema } from '../../shared/answers.ts'
import { markOf } from '../../shared/baseline.ts'
import type { TaskRecord } from '../../shared/domain.ts'
import type { Comment, ReviewRecord, StepEvidence } from '../../shared/evidence.ts'
import type { AgentRole, PlanReason, TurnKind } from '../../shared/words.ts'
import { givenFiles } from './attachments.ts'
import { baselineMarks } from './baseline-marks.ts'
import { runComments } from './comments.ts'
import { headOf, type StepContext } from './context.ts'
import { diffLineCounts } from './diff-lines.ts'
import { verdictProblem } from './evidence-labels.ts'
import { plannedResults } from './plan-gate.ts'
import { briefPrompt } from './prompts/brief.ts'
import { CAPS } from './prompts/caps.ts'
import { checkPrompt } from './prompts/check.ts'
import { implementPrompt } from './prompts/implement.ts'
import { implementAgainPrompt } from './prompts/implement-again.ts'
import { planPrompt } from './prompts/plan.ts'
import { repairPrompt } from './prompts/repair.ts'
import { replanPrompt } from './prompts/replan.ts'
import { reviewPrompt } from './prompts/review.ts'
import type { AttemptDetail } from './records.ts'
import { keptCandidate } from './steps/start-attempt.ts'

/** What each prompt says, gathered from the store and the repository. */

const RECENT_ATTEMPTS = 12
/** A run's start is told among its first events, however many have come since. */
const FIRST_EVENTS = 10

export function briefOf({ store, run }: StepContext, role: AgentRole): string {
  const messages = store.sentMessages(run.id, role, CAPS.messages.listed + 1).map(({ text }) => text)
  return briefPrompt({ role, snapshot: store.buildSnapshot(run.id), messages })
}

export function repairOf(role: AgentRole, turn: TurnKind, tool: AnswerTool): (problem: string) => string {
  return (problem) => repairPrompt({ role, turn, tool, problem })
}

export function planPromptOf({ store, run }: StepContext, guidance: string | null): string {
  const { setupState } = store.getInternals(run.id)
  const skipped =
    setupState === 'skipped' ? ['The set-up commands failed and were skipped: dependencies may be missing.'] : []
  return planPrompt({
    goal: run.goal,
    files: givenFiles(run.id, store.listAttachments(run.id)),
    guidance,
    notices: [
      ...startNotices(
        store.listEventsAfter(run.id, 0, FIRST_EVENTS).find(({ kind }) => kind === 'run_started')?.payload,
      ),
      ...skipped,
    ],
    repositoryOverview: null,
    verificationMinutes: run.config.limits.verificationMinutes,
  })
}

function startNotices(payload: unknown): string[] {
  if (typeof payload !== 'object' || payload === null || !('notices' in payload) || !Array.isArray(payload.notices))
    return []
  return payload.notices.filter((notice) => typeof notice === 'string')
}

export function replanPromptOf({ store, run }: StepContext, why: PlanReason, guidance: string | null): string {
  const tasks = store.listTasks(run.id)
  const latest = store.latestPlan(run.id)
  const completed = tasks.filter(({ status }) => status === 'completed')
  return replanPrompt({
    goal: run.goal,
    files: givenFiles(run.id, store.listAttachments(run.id)),
    why,
    guidance,
    tasks,
    attempts: store.lastAttempts(run.id, RECENT_ATTEMPTS),
    proposal: latest && latest.state !== 'accepted' ? latest : null,
    proposalBaseline: new Map(
      latest && plannedResults(store, latest).map((result) => [result.command, markOf(result)]),
    ),
    headSummary:
      completed.length === 0
        ? null
        : completed.map((task) => `${task.title}: ${task.implementationSummary ?? ''}`).join('\n'),
    verificationMinutes: run.config.limits.verificationMinutes,
    hasComments: runComments(store, run.id).some(({ answer }) => answer === null),
  })
}

export function implementPromptOf(
  ctx: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  comments: readonly Comment[],
): string {
  const { store, run } = ctx
  const earlierAttempts = store.listAttempts(task.id).filter(({ id }) => id !== attempt.id)
  const input = {
    goal: run.goal,
    files: givenFiles(run.id, store.listAttachments(run.id)),
    task,
    attemptNumber: attempt.attemptNumber,
    completedTasks: store.listTasks(run.id, ['completed']),
    baseline: task.verificationSteps.map(baselineMarks(store, task)),
    comments,
    continuing: store.countTurns(attempt.id) > 0,
  }
  const last = earlierAttempts.at(-1)
  if (!last) return implementPrompt(input)
  const lastEvidence = store.listStepEvidence(last.id)
  return implementAgainPrompt({
    ...input,
    earlierAttempts,
    lastEvidence,
    filesKept: keptCandidate(last, headOf(ctx)) !== null,
  })
}

export async function checkPromptOf(ctx: StepContext, task: TaskRecord, attempt: AttemptDetail): Promise<string> {
  const evidence = ctx.store.listStepEvidence(attempt.id)
  return checkPrompt({
    goal: ctx.run.goal,
    task,
    attemptNumber: attempt.attemptNumber,
    report: attempt.result.report ?? null,
    changedPaths: attempt.result.changedPaths ?? [],
    diff: await attemptDiff(ctx, attempt),
    evidence,
  })
}

export async function reviewPromptOf(
  ctx: StepContext,
  review: ReviewRecord,
  role: 'strategy' | 'checker',
): Promise<string> {
  const { store, run } = ctx
  const evidence = store.listStepEvidence(review.id)
  const objections = store
    .listReviews(run.id)
    .flatMap((earlier) => (earlier.id === review.id ? [] : (earlier.objections ?? [])))
  return reviewPrompt({
    role,
    goal: run.goal,
    tasks: store.listTasks(run.id),
    evidence,
    diff: await runDiff(ctx, review),
    earlierObjections: objections,
    comments: runComments(store, run.id),
  })
}

/** What is wrong with a verdict on an attempt, for the model; the evidence of the attempt is all it may cite. */
export async function attemptVerdictProblem(
  ctx: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
): Promise<(answer: unknown) => string | null> {
  const diff = diffLineCounts(await attemptDiff(ctx, attempt))
  const labels = lineCounts(ctx.store.listStepEvidence(attempt.id))
  return problemWith({
    criteria: task.acceptanceCriteria.length,
    labels,
    diff,
    hasReport: attempt.result.report !== undefined,
  })
}

export async function reviewVerdictProblem(
  ctx: StepContext,
  review: ReviewRecord,
): Promise<(answer: unknown) => string | null> {
  const diff = diffLineCounts(await runDiff(ctx, review))
  return problemWith({ criteria: 1, labels: lineCounts(ctx.store.listStepEvidence(review.id)), diff, hasReport: false })
}

function problemWith(known: {
  criteria: number
  labels: ReadonlyMap<string, number>
  diff: ReadonlyMap<string, number>
  hasReport: boolean
}): (answer: unknown) => string | null {
  const { diff, ...rest } = known
  return (answer) => {
    const verdict = submitVerdictSchema.safeParse(answer)
    if (!verdict.success) return verdict.error.message
    return verdictProblem(verdict.data, { ...rest, diffLines: (path) => diff.get(path) ?? null })
  }
}

const lineCounts = (evidence: readonly StepEvidence[]): ReadonlyMap<string, number> =>
  new Map(evidence.map(({ label, logLines }) => [label, logLines]))

async function attemptDiff(ctx: StepContext, attempt: AttemptDetail): Promise<string> {
  const base = attempt.baseCommit ?? headOf(ctx)
  return new TextDecoder().decode(await ctx.ports.git.diff(ctx.place, base, attempt.candidateCommit ?? base))
}

async function runDiff(ctx: StepContext, review: ReviewRecord): Promise<string> {
  return new TextDecoder().decode(
    await ctx.ports.git.diff(ctx.place, ctx.run.baseCommit ?? review.headCommit, review.headCommit),
  )
}
