import { canonicalJson } from '../../shared/canonical-json.ts'
import type { GateRecord, TaskDraft } from '../../shared/domain.ts'
import type { PlanRecord } from '../../shared/evidence.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { nextBaselineCommand, openPlanGate, planRevisionOf } from './plan-gate.ts'
import type { DecideError } from './ports.ts'
import type { EngineStore } from './store-port.ts'

export type EditPlanError =
  /** Another revision is the newest one; null: the run has no plan. */
  | { kind: 'stale'; revision: number | null }
  | Extract<DecideError, { kind: 'already_decided' | 'void' | 'removed' }>
  /** No person was asked: the policy accepted this plan. */
  | { kind: 'not_asked' }
  /** Its steps are tried before it is asked about. */
  | { kind: 'being_tried' }
export type EditPlanResult = Result<GateRecord, EditPlanError>

/**
 * A person's version of the newest plan while it is asked about: revision n+1 with its gate, and the gate of revision n is void. The
 * same tasks again change nothing. One transaction, safe from any process. Returns the gate that is open afterwards.
 */
export function editPlan(
  store: EngineStore,
  runId: string,
  revision: number,
  tasks: readonly TaskDraft[],
): EditPlanResult {
  return store.transaction(() => {
    const plan = store.latestPlan(runId)
    if (plan?.revision !== revision) return err({ kind: 'stale', revision: plan?.revision ?? null })
    const gate = store.listGates(runId).findLast((asked) => planRevisionOf(asked) === revision)
    if (gate?.state !== 'open') return err(whyClosed(store, gate, plan))
    if (store.isRemoved(runId)) return err({ kind: 'removed' })
    const changes = planChanges(plan.tasks, tasks)
    if (changes === null) return ok(gate)
    store.voidGates(runId, { kinds: ['plan'] })
    const { reason, summary, risks, questions, baseCommit } = plan
    const edited = store.proposePlan(runId, { reason, summary, risks, questions, baseCommit, tasks: [...tasks] })
    const run = store.getRun(runId)
    // What the commands that stayed did is known; the new ones are tried while the person looks, and before work starts.
    const isTried = nextBaselineCommand(store, run, edited) === null
    store.patchRun(runId, {}, { untriedPlan: isTried ? null : edited.revision })
    const payload = { from: revision, to: edited.revision, hash: edited.hash, ...changes }
    store.addEvent(
      runId,
      'system',
      'plan_edited',
      `Plan ${edited.revision}, edited by a person: ${changesText(changes)}.`,
      payload,
    )
    const opened = openPlanGate(store, run, edited)
    store.addEvent(runId, 'system', 'gate_voided', `No longer asked, because the plan was edited: ${gate.question}`, {
      gateId: gate.id,
      kind: gate.kind,
      replacedBy: opened.id,
    })
    return ok(opened)
  })
}

function whyClosed(
  store: EngineStore,
  gate: GateRecord | undefined,
  { runId, revision, state }: PlanRecord,
): EditPlanError {
  const isTried = state === 'proposed' && store.getInternals(runId).untriedPlan === revision
  if (!gate) return { kind: isTried ? 'being_tried' : 'not_asked' }
  const answer = store.gateApproval(gate.id)
  if (!answer) return { kind: 'void' }
  return { kind: 'already_decided', source: answer.source, verdict: answer.verdict, at: answer.createdAt }
}

/** Titles of the tasks that differ. `moved`: those that stayed are in another order. */
export interface PlanChanges {
  added: string[]
  removed: string[]
  changed: string[]
  moved: boolean
}

/** Pure. A task is known by its title; null: nothing differs. */
export function planChanges(before: readonly TaskDraft[], after: readonly TaskDraft[]): PlanChanges | null {
  if (sameTasks(before, after)) return null
  const free = new Set(before.keys())
  /** The place in `before` of a task that no other one has taken. */
  const take = (fits: (old: TaskDraft) => boolean): number | null => {
    const place = before.findIndex((old, index) => free.has(index) && fits(old))
    return free.delete(place) ? place : null
  }
  const same = after.map((task) => take((old) => sameTasks([old], [task])))
  const origins = after.map(({ title }, index) => same[index] ?? take((old) => old.title === title))
  const stayed = origins.filter((place) => place !== null)
  const titles = (tasks: readonly TaskDraft[]): string[] => tasks.map(({ title }) => title)
  return {
    added: titles(after.filter((_, index) => origins[index] === null)),
    removed: titles(before.filter((_, index) => free.has(index))),
    changed: titles(after.filter((_, index) => origins[index] !== null && same[index] === null)),
    moved: stayed.some((place, index) => place < (stayed[index - 1] ?? -1)),
  }
}

const sameTasks = (one: readonly TaskDraft[], other: readonly TaskDraft[]): boolean =>
  canonicalJson(one.map((task) => ({ ...task }))) === canonicalJson(other.map((task) => ({ ...task })))

function changesText({ added, removed, changed, moved }: PlanChanges): string {
  const counts = [
    { tasks: changed, word: 'changed' },
    { tasks: added, word: 'added' },
    { tasks: removed, word: 'removed' },
  ].flatMap(({ tasks, word }) => (tasks.length === 0 ? [] : [`${tasks.length} ${word}`]))
  return [...counts, ...(moved ? ['another order'] : [])].join(', ')
}
