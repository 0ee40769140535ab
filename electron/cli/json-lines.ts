import { type Baseline, markOf } from '../../shared/baseline.ts'
import type { EventRecord, GateRecord, RunRecord, TaskRecord } from '../../shared/domain.ts'
import type { RunUsage } from '../../shared/views.ts'
import { GATE_VERDICTS } from '../engine/gates.ts'
import type { ExitCode } from './exit-codes.ts'
import type { GateFacts } from './gate-lines.ts'

/** The lines of `--json`, without `v`: docs/contracts.md, section 8. */
type JsonLine = Readonly<Record<string, unknown>>

export function eventJson({ id, ts, runId, source, kind, message, payload }: EventRecord): JsonLine {
  return { type: 'event', seq: id, ts, runId, source, kind, message, payload }
}

/** `baseline`: of a plan, what its steps did before any work. */
export function gateJson(gate: GateRecord, { baseline }: Pick<GateFacts, 'baseline'>): JsonLine {
  const { id, runId, kind, question, subjectHash } = gate
  const asked = { type: 'gate', runId, gateId: id, kind, question, subjectHash, verdicts: GATE_VERDICTS[kind] }
  return baseline === null ? asked : { ...asked, baseline: baselineJson(baseline) }
}

const baselineJson = ({ commit, isPending, results }: Baseline) => ({
  commit,
  isPending,
  results: results.map((result) => ({ ...result, mark: markOf(result) })),
})

export interface ResultFacts {
  run: RunRecord
  tasks: readonly TaskRecord[]
  /** Ids of completed tasks. */
  unverified: readonly string[]
  usage: RunUsage
}

export function resultJson({ run, tasks, unverified, usage }: ResultFacts, exitCode: ExitCode): JsonLine {
  const countOf = (status: TaskRecord['status']): number => tasks.filter((task) => task.status === status).length
  return {
    type: 'result',
    runId: run.id,
    status: run.status,
    exitCode,
    summary: run.summary,
    branch: run.branch,
    commit: run.headCommit,
    tasks: { completed: countOf('completed'), blocked: countOf('blocked'), abandoned: countOf('abandoned') },
    /** How many of the completed tasks no verification step proves. */
    unverified: unverified.length,
    usage,
  }
}

/** The last line where there is no run to tell about: a refusal, a list, an internal error. */
export function plainResultJson(exitCode: ExitCode, summary: string | null): JsonLine {
  const nothing = { runId: null, status: null, branch: null, commit: null, tasks: null, unverified: null, usage: null }
  return { type: 'result', exitCode, summary, ...nothing }
}
