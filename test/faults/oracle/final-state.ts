/** What a run has come to, without anything that a kill may change: ids, times, and attempts and turns that were cut short. */
import type { Store } from '../../../electron/store/store.ts'
import { type DriverWorld, git } from '../driver/world.ts'

export function finalState(store: Store, runId: string, world: DriverWorld): unknown {
  const run = store.getRun(runId)
  const { delivery } = store.getInternals(runId)
  const filesOn = (ref: string | null): string => (ref === null ? '' : git(world, 'ls-tree', '-r', ref))
  return {
    run: [run.status, run.summary?.replaceAll(run.branch ?? '', 'BRANCH'), run.replanCount, delivery],
    branch: filesOn(run.branch),
    release: filesOn('release'),
    tasks: store.listTasks(runId).map(({ id, title, status }) => ({
      title,
      status,
      attempts: store
        .listAttempts(id)
        .filter((attempt) => attempt.status !== 'interrupted')
        .map(({ status: ended, blockerSignature, result }) => [ended, blockerSignature, result.changedPaths]),
    })),
    gates: store
      .listGates(runId)
      .filter(({ kind, state }) => state === 'open' || !HOWEVER_OFTEN.includes(kind))
      .map(({ id, kind, state }) => [kind, state, store.gateApproval(id)?.verdict]),
    plans: plansOf(store, runId),
    reviews: store
      .listReviews(runId)
      .map(({ id, stepsDone, objections }) => [
        stepsDone,
        objections,
        store.listStepEvidence(id).map(({ label, exitCode }) => [label, exitCode]),
      ]),
    once: countsOf(store, runId),
  }
}

/** A turn that was cut asks again, and costs what it had used. */
const HOWEVER_OFTEN: readonly string[] = ['permission', 'budget']

function plansOf(store: Store, runId: string): unknown[] {
  const newest = store.latestPlan(runId)?.revision ?? 0
  return Array.from({ length: newest }, (_, index) => store.getPlan(runId, index + 1)).map(
    ({ reason, state, tasks }) => [reason, state, tasks.map(({ title }) => title)],
  )
}

/** Events that a run has a certain number of, however often it is interrupted. */
const COUNTED = [
  'plan_proposed',
  'plan_accepted',
  'scope_checked',
  'review_finished',
  'worktree_ready',
  'delivered',
  'run_finished',
  'run_forked',
  'run_removed',
  'run_put_back',
  'message_queued',
  'plan_edited',
]

function countsOf(store: Store, runId: string): Record<string, number> {
  const kinds = store.listEventsAfter(runId, 0, 100_000).map(({ kind }) => kind)
  return Object.fromEntries(COUNTED.map((kind) => [kind, kinds.filter((candidate) => candidate === kind).length]))
}
