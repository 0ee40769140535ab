/** Plans in random histories: how a person edits them, and what must be known of their steps in the end. */
import { expect } from 'vitest'
import { editPlan } from '../../electron/engine/edit-plan.ts'
import type { Store } from '../../electron/store/store.ts'
import type { GateRecord } from '../../shared/domain.ts'
import type { Draw } from './random-history.ts'
import type { World } from './scripted-world.ts'

export const COMMANDS = ['check it', 'check more', 'guard it', 'guard more']

/** Another version of the plan that is asked about. */
export function editIt({ store }: World, { runId }: GateRecord, draw: Draw): void {
  const plan = store.latestPlan(runId) ?? expect.fail('a plan is asked about and is not there')
  const tasks = plan.tasks.map((task) => ({ ...task, verificationSteps: COMMANDS.filter(() => draw(2) === 0) }))
  expect(editPlan(store, runId, plan.revision, tasks).ok).toBe(true)
  expect(editPlan(store, runId, plan.revision - 1, tasks)).toMatchObject({ ok: false, error: { kind: 'stale' } })
}

/** Each step was tried once on its plan's base, no attempt began before, and evidence carries what it did. */
export function expectBaselineKept(store: Store, runId: string): void {
  const tried = new Map<string, unknown>()
  const events = store.listEvents(runId, 10_000)
  for (const { kind, payload } of events) {
    const { commit, command, mark } = Object(payload)
    if (kind !== 'baseline_finished') continue
    expect(tried.has(`${commit} ${command}`), 'a step is tried once').toBe(false)
    tried.set(`${commit} ${command}`, mark)
  }
  for (const task of store.listTasks(runId)) {
    for (const { id } of store.listAttempts(task.id))
      for (const { command, baseline } of store.listStepEvidence(id))
        expect(baseline, command).toBe(tried.get(`${store.planCommitOf(task.id)} ${command}`))
  }
  const asked = events.filter(({ kind, payload }) => isFirstAsked(kind, payload))
  const known = events.filter(({ kind }) => kind === 'plan_edited' || kind === 'plan_proposed')
  // A return to where a plan was proposed and not asked about yet asks about it anew.
  const returns = events.filter(({ kind }) => kind === 'checkpoint_restored')
  expect(asked.length, 'no plan is asked about twice').toBeLessThanOrEqual(known.length + returns.length)
}

/** After a return to a checkpoint the same gate is opened again, and says which one it replaces. */
const isFirstAsked = (kind: string, payload: unknown): boolean =>
  kind === 'gate_opened' && Object(payload).kind === 'plan' && Object(payload).replaces === undefined
