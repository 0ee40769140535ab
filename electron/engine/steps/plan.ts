import type { PlanAnswer } from '../../../shared/answers.ts'
import { submitPlanSchema } from '../../../shared/answers.ts'
import type { CanonicalValue } from '../../../shared/canonical-json.ts'
import type { GateRecord, TaskDraft } from '../../../shared/domain.ts'
import type { PlanReason } from '../../../shared/words.ts'
import { headOf, type StepContext } from '../context.ts'
import { acceptPlan } from '../decide.ts'
import { askPerson, raiseGate } from '../gates.ts'
import { keepLeftovers } from '../leftovers.ts'
import { gateAnswerer } from '../policy.ts'
import { briefOf, planPromptOf, repairOf, replanPromptOf } from '../prompt-inputs.ts'
import { takeTurn } from '../turn.ts'
import type { TurnEnd } from '../turn-end.ts'
import { makeReady } from '../workplace.ts'

/** Turns in a row without an answer after which a person is asked. */
export const MAX_TURN_FAILURES = 3

/** `plan` and `replan`: a strategy turn proposes tasks; a person or the policy accepts them. */
export async function plan(ctx: StepContext): Promise<void> {
  if (!(await makeReady(ctx))) return
  const { store, run, ports, place } = ctx
  const { needsPlan, planGuidance } = store.getInternals(run.id)
  if (needsPlan === null) return
  const first = needsPlan === 'first'
  if (!first) await keepLeftovers(ctx, headOf(ctx))
  const end = await takeTurn(ctx, {
    role: 'strategy',
    kind: first ? 'plan' : 'replan',
    task: null,
    attempt: null,
    prompt: first ? planPromptOf(ctx, planGuidance) : replanPromptOf(ctx, needsPlan, planGuidance),
    brief: () => briefOf(ctx, 'strategy'),
    answer: {
      tool: 'submit_plan',
      problem: () => null,
      repairPrompt: repairOf('strategy', first ? 'plan' : 'replan', 'submit_plan'),
    },
  })
  if (end.kind === 'held') return
  await ports.git.resetWorktree(place, headOf(ctx)) // Strategy only reads; what it left behind is not part of any attempt.
  if (end.kind === 'failed') {
    noPlan(ctx, end)
    return
  }
  const answer = submitPlanSchema.parse(end.answer)
  await ports.artifacts.write({
    runId: run.id,
    role: 'strategy',
    kind: 'plan',
    extension: 'json',
    mime: 'application/json',
    content: JSON.stringify(answer, null, 2),
  })
  store.transaction(() => {
    end.close()
    propose(ctx, needsPlan, answer)
  })
}

function propose({ store, run }: StepContext, reason: PlanReason, answer: PlanAnswer): void {
  const byPerson = store.getInternals(run.id).planByPerson
  const proposed = store.proposePlan(run.id, { reason, ...answer })
  if (reason !== 'first' && !byPerson) store.incrementReplanCount(run.id)
  store.patchRun(run.id, {}, { needsPlan: null, planGuidance: null, planByPerson: false, turnFailures: 0 })
  store.addEvent(run.id, 'strategy', 'plan_proposed', `Plan ${proposed.revision}: ${answer.summary}`, {
    revision: proposed.revision,
    hash: proposed.hash,
    titles: answer.tasks.map(({ title }) => title),
    risks: answer.risks,
    questions: answer.questions,
  })
  if (gateAnswerer(run.config.policy, 'plan') === 'policy') {
    store.addApproval(run.id, 'policy', 'approved', `Accepted by policy ${run.config.policy}.`, {
      kind: 'plan',
      revision: proposed.revision,
      hash: proposed.hash,
    })
    acceptPlan(store, run.id, proposed.revision)
    return
  }
  openPlanGate({ store, run }, proposed.revision, answer.tasks)
}

/** The plan gate is bound to the revision, its tasks and the set-up commands. */
export function openPlanGate(
  { store, run }: Pick<StepContext, 'store' | 'run'>,
  revision: number,
  tasks: TaskDraft[],
): GateRecord {
  const subject = {
    revision,
    tasks: tasks.map((task): CanonicalValue => ({ ...task })),
    setup: { ...run.config.setup },
  }
  const question = `Approve plan ${revision} with ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}?`
  return raiseGate(store, { runId: run.id, kind: 'plan', question, subject })
}

function noPlan({ store, run }: StepContext, end: Extract<TurnEnd, { kind: 'failed' }>): void {
  store.transaction(() => {
    end.close()
    const failures = store.getInternals(run.id).turnFailures + 1
    store.patchRun(run.id, {}, { turnFailures: failures })
    if (failures < MAX_TURN_FAILURES) return
    const question = `The strategy agent gave no plan in ${failures} turns: ${end.detail} Try again?`
    const subject = { cause: 'planning', task: null, attempts: [], signatures: [], detail: end.detail }
    askPerson(store, { runId: run.id, kind: 'blocked', question, subject })
  })
}
