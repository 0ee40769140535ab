import type { AgentRole } from '../../shared/words.ts'
import { raisedLimit } from './apply-decision.ts'
import { type BudgetUse, describeBudget, exhausted, toWarn } from './budget.ts'
import type { StepContext } from './context.ts'
import { askPerson } from './gates.ts'
import type { EngineStore } from './store-port.ts'

/** What keeps a turn from being started. True: it is recorded, and the step ends here. */
export function holdBeforeTurn(ctx: StepContext, role: AgentRole): boolean {
  return ctx.store.transaction(() => holdForBudget(ctx) || holdForAgentLimit(ctx, role))
}

/** Opens the budget gate if a budget is used up; true: nothing more may be spent. */
export function holdForBudget({ store, run }: StepContext): boolean {
  return store.transaction(() => {
    const { limits } = store.getRun(run.id).config
    const spent = store.getInternals(run.id)
    const over = exhausted(limits, spent)
    if (!over) {
      warnOnce(store, run.id, toWarn(limits, spent, spent.budgetWarned))
      return false
    }
    const [used, raised] = [describeBudget(over.name, over.spent), describeBudget(over.name, raisedLimit(over))]
    const question = `The budget of ${describeBudget(over.name, over.limit)} is used up (${used}). Approve raises it to ${raised}.`
    const subject = { name: over.name, limit: over.limit, spent: over.spent }
    askPerson(store, { runId: run.id, kind: 'budget', question, subject })
    return true
  })
}

/** Tells of a budget that is nearly used up, as `toWarn` found it. Call it inside a transaction. */
export function warnOnce(store: EngineStore, runId: string, warn: BudgetUse | null): void {
  if (warn === null) return
  store.patchRun(runId, {}, { budgetWarned: warn.percent })
  const message = `${warn.percent} % of the budget is used: ${describeBudget(warn.name, warn.spent)} of ${describeBudget(warn.name, warn.limit)}.`
  store.addEvent(runId, 'system', 'budget_warned', message, { ...warn })
}

/** An agent that has met its limit, in whichever run, is not started before its time has come. */
function holdForAgentLimit({ ports, store, run }: StepContext, role: AgentRole): boolean {
  const agent = run.config.agents[role].id
  const limit = store.agentLimit(agent, ports.now())
  if (limit === null) return false
  const { until, detail } = limit
  const message = `Agent ${agent} is at its limit; the run waits until ${until}. ${detail}`
  store.patchRun(run.id, {}, { waitUntil: until, waitReason: detail })
  store.addEvent(run.id, role, 'turn_limited', message, { turnId: null, until, reason: 'agent', agent })
  return true
}
