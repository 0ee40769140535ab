import { checkpointFacts } from '../shared/checkpoint-facts.ts'
import type { RunRecord } from '../shared/domain.ts'
import { branchName, shortId } from '../shared/names.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { StepContext } from './engine/context.ts'
import { raiseGate } from './engine/gates.ts'
import type { EnginePorts } from './engine/ports.ts'
import type { CheckpointState, StoredCheckpoint } from './engine/records.ts'
import { NO_COMMIT } from './engine/restore-state.ts'
import { keepFirst } from './engine/workplace.ts'
import type { Store } from './store/store.ts'

const EARLIER_EVENTS = 10

/**
 * A new run that begins where a checkpoint stands: same repository, goal and configuration, its tasks of then, a branch and a worktree of
 * its own. It starts paused. Sessions are not shared: its agents begin fresh, with a brief. The parent stays as it is.
 */
export async function forkRun(
  store: Store,
  ports: EnginePorts,
  checkpoint: StoredCheckpoint,
): Promise<Result<RunRecord, Refusal>> {
  const { commit } = checkpointFacts(checkpoint.record)
  if (commit === null) return err(NO_COMMIT)
  const parent = store.getRun(checkpoint.record.runId)
  const parentPlace = ports.workplace(parent)
  await ports.git.commitTree(parentPlace, commit) // Throws if the repository has lost it.
  const hasTriptychBranch = (await ports.git.readRef(parentPlace, 'refs/heads/triptych')) !== null
  const run = store.transaction(() => record(store, { parent, checkpoint, commit, hasTriptychBranch }))
  const place = ports.workplace(run)
  const ctx: StepContext = { ports, store, run, place, signal: new AbortController().signal }
  await keepFirst(ctx)
  return ok(store.getRun(run.id))
}

interface Forked {
  parent: RunRecord
  checkpoint: StoredCheckpoint
  commit: string
  hasTriptychBranch: boolean
}

function record(store: Store, { parent, checkpoint, commit, hasTriptychBranch }: Forked): RunRecord {
  const { state, record: from } = checkpoint
  const { n } = checkpointFacts(from)
  const run = store.runStore.createRun(parent.goal, parent.repoPath, parent.config)
  const branch = branchName(parent.goal, run.id, hasTriptychBranch)
  const head = state?.headCommit ?? commit
  store.noteFork(run.id, { runId: parent.id, checkpointId: from.id })
  store.patchRun(
    run.id,
    {},
    {
      branch,
      // The whole diff is judged against the goal, so what the parent had accepted belongs to it.
      baseCommit: state ? parent.baseCommit : commit,
      headCommit: head,
      startCommit: commit === head ? null : commit,
      control: 'pause',
      controlReason: 'forked',
    },
  )
  if (state) copyState(store, run, state, parent.id)
  const started = store.listEventsAfter(parent.id, 0, EARLIER_EVENTS).find(({ kind }) => kind === 'run_started')
  const message = `Forked from checkpoint ${n} of run ${shortId(parent.id)}, at ${head.slice(0, 12)}; the result goes to ${branch}.`
  const payload = { forkedFrom: parent.id, checkpointId: from.id, n, branch, baseCommit: head }
  store.addEvent(run.id, 'system', 'run_started', message, { ...noticesOf(started?.payload), ...payload })
  const told = `Run ${shortId(run.id)} was forked from checkpoint ${n}. This run stays as it is.`
  store.addEvent(parent.id, 'system', 'run_forked', told, { runId: run.id, checkpointId: from.id, n })
  return store.getRun(run.id)
}

const noticesOf = (payload: unknown): object =>
  typeof payload === 'object' && payload !== null && 'notices' in payload ? { notices: payload.notices } : {}

/** What was spent, tried and judged stays with the parent; the fork's own counts begin at none. */
function copyState(store: Store, run: RunRecord, state: CheckpointState, parentId: string): void {
  const { needsPlan, planGuidance, planByPerson, plan } = state
  const ids = store.copyTasks(run.id, state, parentId)
  // Steps of a plan that is still proposed are tried in this run too, and then the plan is asked about.
  const untriedPlan = plan?.state === 'proposed' ? plan.revision : null
  store.patchRun(run.id, {}, { needsPlan, planGuidance, planByPerson, untriedPlan })
  for (const gateId of state.gates) {
    const { kind, question, taskId } = store.getGate(gateId)
    const task = taskId === null ? undefined : ids.get(taskId)
    if (kind !== 'blocked' || task === undefined) continue
    const subject = { cause: 'task', task, attempts: [], signatures: [] }
    raiseGate(store, { runId: run.id, kind: 'blocked', taskId: task, question, subject })
  }
}
