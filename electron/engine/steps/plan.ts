import type { PlanAnswer } from '../../../shared/answers.ts'
import { submitPlanSchema } from '../../../shared/answers.ts'
import type { PlanReason } from '../../../shared/words.ts'
import { headOf, type StepContext } from '../context.ts'
import { askPerson } from '../gates.ts'
import { keepLeftovers, putStrayAway } from '../leftovers.ts'
import { briefOf, planPromptOf, repairOf, replanPromptOf } from '../prompt-inputs.ts'
import { takeTurn } from '../turn.ts'
import type { TurnEnd } from '../turn-end.ts'
import { makeReady } from '../workplace.ts'

/** Turns in a row without an answer after which a person is asked. */
export const MAX_TURN_FAILURES = 3

/** `plan` and `replan`: a strategy turn proposes tasks. */
export async function plan(ctx: StepContext): Promise<void> {
  if (!(await makeReady(ctx))) return
  const { store, run, ports } = ctx
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
  // Strategy only reads; what it left behind is not part of any attempt.
  await putStrayAway(ctx, headOf(ctx), 'changes during planning')
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

/** Whether it is asked about or accepted follows once its steps were tried. */
function propose(ctx: StepContext, reason: PlanReason, answer: PlanAnswer): void {
  const { store, run } = ctx
  const byPerson = store.getInternals(run.id).planByPerson
  const proposed = store.proposePlan(run.id, { reason, ...answer, baseCommit: headOf(ctx) })
  if (reason !== 'first' && !byPerson) store.incrementReplanCount(run.id)
  const planned = { needsPlan: null, planGuidance: null, planByPerson: false, turnFailures: 0 }
  store.patchRun(run.id, {}, { ...planned, untriedPlan: proposed.revision })
  store.addEvent(run.id, 'strategy', 'plan_proposed', `Plan ${proposed.revision}: ${answer.summary}`, {
    revision: proposed.revision,
    hash: proposed.hash,
    titles: answer.tasks.map(({ title }) => title),
    risks: answer.risks,
    questions: answer.questions,
  })
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
