import path from 'node:path'
import type { GateRecord, TaskRecord } from '../../shared/domain.ts'
import type { StepEvidence } from '../../shared/evidence.ts'
import type { Backend } from '../backend.ts'
import type { AttemptDetail } from '../engine/records.ts'
import { readRunRow } from '../views/run-row.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { readDiffStat, readGateFacts } from './gate-facts.ts'
import { eventJson, gateJson, resultJson } from './json-lines.ts'
import { onRun } from './on-run.ts'
import { readOwner } from './owner.ts'
import { type AttemptReport, type RunReport, reportLines, type TaskReport } from './run-report.ts'
import { runJson } from './runs-command.ts'
import type { Session } from './work-session.ts'

/** `show`: everything about one run that a person needs to judge it or to go on. Changes nothing. */
export async function showCommand(session: Session, prefix: string): Promise<ExitCode> {
  const { screen, program } = session
  return onRun(session, prefix, async (backend, { id }) => {
    const report = await readReport(backend, id)
    for (const line of reportLines(report, program)) screen.say(line)
    screen.json(runJson({ run: report.run, waits: report.waits }))
    for (const task of report.tasks) screen.json(taskJson(task))
    for (const { gate, facts } of report.gates) screen.json(gateJson(gate, facts))
    for (const event of screen.isJson ? backend.store.listEvents(report.run.id) : []) screen.json(eventJson(event))
    const tasks = report.tasks.map(({ task }) => task)
    const unverified = report.tasks.flatMap(({ task, isUnverified }) => (isUnverified ? [task.id] : []))
    screen.json(resultJson({ run: report.run, tasks, unverified, usage: report.usage }, EXIT.done))
    return EXIT.done
  })
}

async function readReport(backend: Backend, runId: string): Promise<RunReport> {
  const { store, home } = backend
  const run = store.getRun(runId)
  const internals = store.getInternals(runId)
  const open = store.listOpenGates(runId)
  const unverified = new Set(store.unverifiedTasks(runId))
  const gates = await Promise.all(
    open.map(async (gate: GateRecord) => ({ gate, facts: await readGateFacts(backend, gate) })),
  )
  const moved = run.baseCommit !== null && run.headCommit !== null && run.baseCommit !== run.headCommit
  return {
    run,
    internals,
    usage: readRunRow(store, runId).usage,
    roles: store.usageByRole(runId),
    waits: { run, internals, openGates: open, driven: readOwner(home) !== null },
    gates,
    tasks: store.listTasks(runId).map((task) => taskReport(backend, task, unverified.has(task.id))),
    diff: moved ? await readDiffStat(home, run, run.baseCommit ?? '', run.headCommit ?? '') : null,
    review: store.listReviews(runId).at(-1) ?? null,
    sandbox: store.sandboxOf(runId),
    isRemoved: store.isRemoved(runId),
    folder: path.join(home, 'runs', runId),
  }
}

function taskReport({ store, home }: Backend, task: TaskRecord, isUnverified: boolean): TaskReport {
  const attempts = store.listAttempts(task.id).map((attempt: AttemptDetail): AttemptReport => {
    const steps = store.listStepEvidence(attempt.id).map((step: StepEvidence) => ({
      step,
      logPath: path.join(home, store.getArtifact(step.logArtifactId).path),
    }))
    return { attempt, steps }
  })
  return { task, attempts, isUnverified }
}

function taskJson({ task, attempts }: TaskReport): Readonly<Record<string, unknown>> {
  const { id: taskId, ...record } = task
  return {
    type: 'task',
    taskId,
    ...record,
    attempts: attempts.map(({ attempt: { resultJson: _, id: attemptId, ...attempt }, steps }) => ({
      attemptId,
      ...attempt,
      steps: steps.map(({ step: { logTail: __, ...step }, logPath }) => ({ ...step, logPath })),
    })),
  }
}
