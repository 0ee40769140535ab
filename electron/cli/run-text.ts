import type { AgentChoice, Delivery, RunConfig } from '../../shared/config.ts'
import type { RunRecord } from '../../shared/domain.ts'
import { assertNever } from '../../shared/result.ts'
import type { RunUsage, TurnsUsage } from '../../shared/views.ts'
import { AGENT_ROLES, type GateKind, type PolicyName } from '../../shared/words.ts'
import type { RunInternals } from '../engine/records.ts'

export const POLICY_TEXT: Record<PolicyName, string> = {
  supervised: 'you answer the plan, permissions and the result',
  review_at_end: 'you answer permissions and the result; the plan is accepted by the policy',
  every_task: 'you answer the plan, permissions, every task and the result',
  unattended: 'nobody is asked; what only a person may answer ends the run as failed',
}

export function deliveryText(delivery: Delivery): string {
  switch (delivery.kind) {
    case 'branch':
      return 'the run’s own branch'
    case 'patch':
      return 'the run’s own branch and a patch file'
    case 'fast_forward':
      return `fast-forward of ${delivery.branch} from ${delivery.expectedCommit.slice(0, 12)}`
    case 'pull_request': {
      const { remote, base } = delivery
      return `pull request to ${remote}/${base}`
    }
    default:
      return assertNever(delivery)
  }
}

/** Who plays which role, with the model, mode and effort that were chosen; one that plays all alike is named once. */
export function agentsText(agents: RunConfig['agents']): string {
  const named = ({ id, model, mode, effort }: AgentChoice): string => {
    const words = [id === 'demo' ? 'scripted, no model' : model, mode, effort].filter((word) => word !== undefined)
    return words.length === 0 ? id : `${id} (${words.join(', ')})`
  }
  const names = AGENT_ROLES.map((role) => named(agents[role]))
  const [first = ''] = names
  if (names.every((name) => name === first)) return first
  return AGENT_ROLES.map((role, index) => `${role}: ${names[index]}`).join(', ')
}

export interface WaitFacts {
  run: Pick<RunRecord, 'status' | 'control' | 'baseCommit'>
  internals: Pick<RunInternals, 'controlReason' | 'waitUntil' | 'waitReason' | 'untriedPlan'>
  openGates: readonly { kind: GateKind }[]
  /** Some process works on runs of this data folder. */
  driven: boolean
}

const PAUSE_REASONS: Readonly<Record<string, string>> = {
  person: 'paused by a person',
  imported: 'paused: made by an earlier version, and cannot go on',
  returned: 'paused, because it returned to a checkpoint',
  forked: 'paused; it begins where another run was, and has not worked yet',
  removed: 'removed; it is in the trash',
  restart: 'paused, because the application ended while it was open',
  interrupted: 'paused, because it was interrupted',
  history: 'paused, because history was found to be missing',
  restored: 'paused, because a backup was restored',
}

/** Why nothing happens, or what does; derived, never stored. */
export function waitText({ run, internals, openGates, driven }: WaitFacts): string {
  if (run.status === 'completed' || run.status === 'failed' || run.status === 'cancelled') return run.status
  if (run.control === 'cancel') return 'being cancelled'
  const { controlReason, waitUntil, waitReason } = internals
  if (run.control === 'pause')
    return PAUSE_REASONS[controlReason ?? ''] ?? `paused: ${controlReason ?? 'no reason given'}`
  if (waitUntil !== null) return `waits for a limit until ${waitUntil}${waitReason ? `: ${waitReason}` : ''}`
  if (openGates.length > 0) return `waits for a person (${openGates.map(({ kind }) => kind).join(', ')})`
  if (!driven) return 'stands still: no Triptych works on it'
  if (internals.untriedPlan !== null) return 'trying the steps of the plan before any work'
  return run.status === 'planning' ? 'planning' : 'working'
}

/** Whether `resume` is what it takes to go on. */
export function takesResume({ run, openGates, driven }: WaitFacts): boolean {
  const ended = run.status === 'completed' || run.status === 'failed' || run.status === 'cancelled'
  // Nothing to work on: a run of the predecessor.
  if (ended || run.baseCommit === null) return false
  return run.control === 'pause' || !driven || run.status === 'paused' || openGates.length > 0
}

/** `12 turns, tokens not reported, 0.20 US dollars, 3 min of agents’ work`. */
export function usageText({ activeMs, ...spent }: RunUsage): string {
  const minutes = activeMs < 60_000 ? `${Math.round(activeMs / 1_000)} s` : `${Math.round(activeMs / 60_000)} min`
  return `${spentText(spent)}, ${minutes} of agents’ work`
}

/** `12 turns, tokens not reported, 0.20 US dollars`. */
export function spentText({ turns, tokens, costMicros }: TurnsUsage): string {
  return [
    `${turns} ${turns === 1 ? 'turn' : 'turns'}`,
    tokens === null ? 'tokens not reported' : `${tokens} tokens`,
    costMicros === null ? 'cost not reported' : `${(costMicros / 1_000_000).toFixed(2)} US dollars`,
  ].join(', ')
}
