import type { GateRecord, RunRecord, TaskRecord } from '../../shared/domain.ts'
import type { ReviewRecord, StepEvidence } from '../../shared/evidence.ts'
import { shortId } from '../../shared/names.ts'
import type { RoleUsage, RunUsage } from '../../shared/views.ts'
import { AGENT_ROLES, type AttemptStatus, type TaskStatus } from '../../shared/words.ts'
import type { AttemptDetail, RunInternals } from '../engine/records.ts'
import { diffStatLines, type FileStat } from './diff-stat.ts'
import { criteriaLines, stepLines } from './evidence-lines.ts'
import { offeredAnswers } from './gate-answers.ts'
import { answerLines, type GateFacts, gateLines } from './gate-lines.ts'
import { bad, bold, dim, good, type Line, type Span, warn } from './line.ts'
import {
  agentsText,
  deliveryText,
  POLICY_TEXT,
  spentText,
  takesResume,
  usageText,
  type WaitFacts,
  waitText,
} from './run-text.ts'

export interface AttemptReport {
  attempt: AttemptDetail
  steps: readonly { step: StepEvidence; logPath: string }[]
}
export interface TaskReport {
  task: TaskRecord
  attempts: readonly AttemptReport[]
  /** Completed, and no step that the application ran proves it. */
  isUnverified: boolean
}
export interface RunReport {
  run: RunRecord
  internals: RunInternals
  usage: RunUsage
  /** In no order; of roles that had a turn. */
  roles: readonly RoleUsage[]
  waits: WaitFacts
  gates: readonly { gate: GateRecord; facts: GateFacts }[]
  tasks: readonly TaskReport[]
  /** Base to head; null: nothing was accepted yet, or git cannot tell. */
  diff: readonly FileStat[] | null
  review: ReviewRecord | null
  /** What it is confined by, a sentence; null: nothing was started yet. */
  sandbox: string | null
  /** In the trash: it has to be put back before anything else. */
  isRemoved: boolean
  /** Where the run's files are. */
  folder: string
}

/** A whole run for a person: why it waits, what is asked, what was done and proved, what came of it. */
export function reportLines(report: RunReport, program: string): Line[] {
  const { run, internals, usage, roles, waits, gates, tasks, diff, folder } = report
  const row = (name: string, text: string): Line => [dim(`  ${name.padEnd(11)}`), text]
  return [
    [bold(`Run ${shortId(run.id)}`), '  ', runSpan(waits)],
    ...(run.summary === null ? [] : [[`  ${run.summary}`]]),
    ...nextLines(report, program),
    row('id', run.id),
    row('goal', run.goal.split('\n').join('\n             ')),
    row('repository', run.repoPath),
    row('branch', run.branch ?? 'none'),
    row('commits', `${run.baseCommit?.slice(0, 12) ?? 'none'}..${run.headCommit?.slice(0, 12) ?? 'none'}`),
    row('agents', agentsText(run.config.agents)),
    row('policy', `${run.config.policy}: ${POLICY_TEXT[run.config.policy]}`),
    row('delivery', deliveredText(internals, run)),
    ...(report.sandbox === null ? [] : [row('sandbox', report.sandbox)]),
    row('used', usageText(usage)),
    ...AGENT_ROLES.flatMap((role) => roles.filter((spent) => spent.role === role)).map((spent) =>
      row('', `${spent.role}: ${spentText(spent)}`),
    ),
    row('files', folder),
    ...gates.flatMap(({ gate, facts }): Line[] => [
      [],
      ...gateLines(gate, facts),
      ...(report.isRemoved ? [] : answerLines(offeredAnswers(gate, program))),
    ]),
    ...tasks.flatMap((task, index): Line[] => [[], ...taskLines(task, index + 1)]),
    ...reviewLines(report.review),
    ...(diff === null ? [] : [[], [bold('Accepted so far')], ...diffStatLines(diff, '  ')]),
  ]
}

function nextLines({ run, waits, isRemoved }: RunReport, program: string): Line[] {
  if (isRemoved) return [[dim('  put back   '), `${program} put-back ${shortId(run.id)}`]]
  return takesResume(waits) ? [[dim('  go on with '), `${program} resume ${shortId(run.id)}`]] : []
}

function runSpan(waits: WaitFacts): Span {
  const text = waitText(waits)
  if (waits.run.status === 'completed') return good(text)
  return waits.run.status === 'failed' || waits.run.status === 'cancelled' ? bad(text) : warn(text)
}

function deliveredText({ delivery, deliveryChoice }: RunInternals, { config }: RunRecord): string {
  const choice = deliveryText(deliveryChoice ?? config.delivery)
  if (delivery === 'done') return `${choice}: done`
  return delivery === 'chosen' ? `${choice}: approved, not done yet` : `${choice}: not approved yet`
}

const TASK_MARKS: Record<TaskStatus, Span> = {
  pending: dim('○ '),
  in_progress: warn('● '),
  completed: good('✓ '),
  blocked: bad('✗ '),
  abandoned: dim('– '),
}

/** Title, state, and each attempt with its evidence; criteria with the verdict of the newest attempt that was judged. */
export function taskLines({ task, attempts, isUnverified }: TaskReport, number: number): Line[] {
  const judged = attempts.findLast(({ attempt }) => attempt.result.verdict !== undefined)
  const state = `${task.status.replace('_', ' ')}${task.status === 'completed' && !isUnverified ? ', verified' : ''}`
  const why =
    task.verificationSteps.length === 0 ? 'the task has no verification step' : 'Triptych did not run its steps'
  const unverified: Line[] = isUnverified ? [[warn(`     not verified: ${why}`)]] : []
  return [
    [TASK_MARKS[task.status], bold(`${number}. ${task.title}`), dim(`  ${state}`)],
    ...(task.blockerSignature === null ? [] : [[bad(`     ${task.blockerSignature}`)]]),
    ...unverified,
    ...criteriaLines(task.acceptanceCriteria, judged?.attempt.result.verdict ?? null, '     '),
    ...attempts.flatMap(attemptLines),
  ]
}

const ATTEMPT_TONE: Record<AttemptStatus, (text: string) => Span> = {
  running: warn,
  completed: good,
  failed: bad,
  blocked: bad,
  interrupted: dim,
}

function attemptLines({ attempt, steps }: AttemptReport): Line[] {
  const { attemptNumber, status, phase, summary, result } = attempt
  const where = status === 'running' ? ` in ${phase}` : ''
  const [reason = ''] = (result.failure?.reasons[0] ?? summary).split('\n')
  const paths = new Map(steps.map(({ step, logPath }) => [step, logPath]))
  return [
    [
      '     ',
      `attempt ${attemptNumber} `,
      ATTEMPT_TONE[status](`${status}${where}`),
      dim(reason === '' ? '' : `: ${reason}`),
    ],
    ...stepLines([...paths.keys()], '       ', (step) => paths.get(step) ?? null),
  ]
}

function reviewLines(review: ReviewRecord | null): Line[] {
  if (!review) return []
  const judged = (role: string, verdict: ReviewRecord['checkerVerdict']): Line[] =>
    verdict ? [[`  ${role}: ${verdict.summary}`]] : []
  return [
    [],
    [bold('Review of the whole'), dim(`  ${review.headCommit.slice(0, 12)}`)],
    ...judged('strategy', review.strategyVerdict),
    ...judged('checker', review.checkerVerdict),
    ...(review.objections ?? []).map((objection): Line => [warn('  objection: '), objection]),
  ]
}
