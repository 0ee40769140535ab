import { type ReportAnswer, reportResultSchema } from '../../../shared/answers.ts'
import type { TaskRecord } from '../../../shared/domain.ts'
import type { AttemptFailure } from '../../../shared/evidence.ts'
import { answersProblem, openComments } from '../comments.ts'
import type { StepContext } from '../context.ts'
import { briefOf, implementPromptOf, repairOf } from '../prompt-inputs.ts'
import type { AttemptDetail } from '../records.ts'
import { agentSignature, failedSignature } from '../signature.ts'
import { takeTurn } from '../turn.ts'
import type { FailedBecause, TurnEnd } from '../turn-end.ts'

/** Crashes of the agent in a row that are forgiven; one more and the attempt counts, or a broken agent would go on for ever. */
const FORGIVEN_CRASHES = 2

/** One implementation turn in the run's worktree. Ends in phase `scope`, or `settle` if the agent reported a blocker. */
export async function implement(ctx: StepContext, attemptId: string): Promise<void> {
  const { store, ports, run } = ctx
  const attempt = store.getAttempt(attemptId)
  const task = store.getTask(attempt.taskId)
  const comments = openComments(store, run.id, task)
  const end = await takeTurn(ctx, {
    role: 'implementation',
    kind: 'implement',
    task,
    attempt,
    prompt: implementPromptOf(ctx, task, attempt, comments),
    brief: () => briefOf(ctx, 'implementation'),
    answer: {
      tool: 'report_result',
      problem: (answer) => {
        const report = reportResultSchema.safeParse(answer)
        return report.success ? answersProblem(report.data, comments) : report.error.message
      },
      repairPrompt: repairOf('implementation', 'implement', 'report_result'),
    },
  })
  if (end.kind === 'held') return
  if (end.kind === 'failed') {
    store.transaction(() => noReport(ctx, task, attempt, end))
    return
  }
  const report = reportResultSchema.parse(end.answer)
  await ports.artifacts.write({
    runId: run.id,
    role: 'implementation',
    kind: 'report',
    extension: 'json',
    mime: 'application/json',
    content: JSON.stringify(report, null, 2),
    metadata: { taskId: task.id, attemptNumber: attempt.attemptNumber, label: 'report' },
  })
  store.transaction(() => {
    end.close()
    const failure = blockerFailure(report)
    const result = failure ? { report, failure } : { report }
    store.advanceAttempt(attempt.id, 'implement', failure ? 'settle' : 'scope', { result, summary: report.summary })
  })
}

function blockerFailure(report: ReportAnswer): AttemptFailure | null {
  if (report.outcome !== 'blocked' || !report.blocker) return null
  const { code, detail } = report.blocker
  return {
    cause: 'agent',
    signature: agentSignature(code),
    reasons: [`The agent reported a blocker, ${code}: ${detail}`],
    counted: true,
  }
}

/** A lost session is: the next attempt has none to lose. */
function isForgiven(why: FailedBecause, interruptionsInARow: number): boolean {
  return why === 'session_lost' || (why === 'crashed' && interruptionsInARow < FORGIVEN_CRASHES)
}

function noReport(
  { store, run }: StepContext,
  task: TaskRecord,
  attempt: AttemptDetail,
  end: Extract<TurnEnd, { kind: 'failed' }>,
): void {
  end.close()
  if (isForgiven(end.why, store.interruptionsInARow(task.id))) {
    const summary = `Interrupted: ${end.detail}`
    store.endAttempt(attempt.id, 'interrupted', { summary, signature: null, counted: false })
    store.moveTask(task.id, ['in_progress'], 'pending', {})
    store.addEvent(
      run.id,
      'system',
      'attempt_settled',
      `Task "${task.title}", attempt ${attempt.attemptNumber}: ${summary}`,
      {
        taskId: task.id,
        attemptId: attempt.id,
        status: 'interrupted',
      },
    )
    return
  }
  const reasons = [
    `The agent gave no report: ${end.detail}`,
    ...(end.stderrTail === '' ? [] : [`Its error output ended with:\n${end.stderrTail}`]),
  ]
  const failure: AttemptFailure = { cause: 'failed', signature: failedSignature(end.detail), reasons, counted: true }
  store.advanceAttempt(attempt.id, 'implement', 'settle', { result: { failure }, summary: end.detail })
}
