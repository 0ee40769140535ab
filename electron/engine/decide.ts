import type { ApprovalRecord } from '../../shared/domain.ts'
import { assertNever, err, ok } from '../../shared/result.ts'
import type { ApprovalSource, ApprovalVerdict } from '../../shared/words.ts'
import { applyDecision, type DecisionEffect } from './apply-decision.ts'
import { recordedComments, withCommentIds } from './comments.ts'
import { GATE_VERDICTS } from './gates.ts'
import type { DecideError, DecideInput, DecideResult } from './ports.ts'
import type { EngineStore } from './store-port.ts'

const VERDICT_WORDS: Readonly<Record<ApprovalVerdict, string>> = {
  approved: 'Approved',
  changes_requested: 'Changes requested',
  rejected: 'Rejected',
}
const SOURCE_WORDS: Readonly<Record<ApprovalSource, string>> = {
  human: 'a person',
  policy: 'the policy',
  strategy: 'strategy',
  checker: 'the checker',
}

/**
 * Answers a gate: one transaction of compare-and-set, approval row, effects and event.
 * Safe from any process; a second answer is told who decided, a stale one is told the hash that counts now.
 */
export function decideGate(store: EngineStore, gateId: string, input: DecideInput): DecideResult {
  // A decision is for ever, so whoever comes later need not wait for those who write.
  if (store.getGate(gateId).state === 'decided') return err(decidedBefore(store, gateId))
  return store.transaction(() => {
    const gate = store.getGate(gateId)
    if (gate.state === 'decided') return err(decidedBefore(store, gateId))
    if (gate.state === 'void') return err({ kind: 'void' })
    if (input.source === 'human' && store.isRemoved(gate.runId)) return err({ kind: 'removed' })
    if (gate.subjectHash !== input.subjectHash) return err({ kind: 'stale', subjectHash: gate.subjectHash })
    if (!GATE_VERDICTS[gate.kind].includes(input.verdict)) {
      const offered = GATE_VERDICTS[gate.kind].join(', ')
      return err({ kind: 'not_offered', message: `A ${gate.kind} gate takes ${offered}, not ${input.verdict}.` })
    }
    return record(store, gateId, input)
  })
}

function decidedBefore(store: EngineStore, gateId: string): DecideError {
  const earlier = store.gateApproval(gateId)
  if (!earlier) throw new Error(`Gate ${gateId} is decided but has no approval`)
  return { kind: 'already_decided', source: earlier.source, verdict: earlier.verdict, at: earlier.createdAt }
}

function record(store: EngineStore, gateId: string, input: DecideInput): DecideResult {
  const gate = store.getGate(gateId)
  const payload = withCommentIds(input.payload, () => recordedComments(store.listApprovals(gate.runId)).length)
  const effects = applyDecision({
    gate,
    verdict: input.verdict,
    rationale: input.rationale,
    payload,
    task: gate.taskId === null ? null : store.getTask(gate.taskId),
    attempt: gate.attemptId === null ? null : store.getAttempt(gate.attemptId),
    defaultDelivery: store.getRun(gate.runId).config.delivery,
  })
  if (!effects.ok) return err({ kind: 'not_offered', message: effects.error })
  const approval = store.addApproval(gate.runId, input.source, input.verdict, input.rationale, {
    gateId,
    subjectHash: gate.subjectHash,
    kind: gate.kind,
    decision: payload ?? {},
  })
  if (!store.decideGate(gateId, input.subjectHash, approval.id)) {
    throw new Error(`Gate ${gateId} changed inside its own transaction`)
  }
  const told = `${gate.question} ${VERDICT_WORDS[input.verdict]} by ${SOURCE_WORDS[input.source]}.${remembers(effects.value) ? REMEMBERED : ''}`
  store.addEvent(gate.runId, 'system', 'gate_decided', told, {
    gateId,
    kind: gate.kind,
    verdict: input.verdict,
    approvalId: approval.id,
  })
  for (const effect of effects.value) carryOut(store, approval, effect)
  return ok(approval)
}

const REMEMBERED = ' So are identical requests of this run.'
const remembers = (effects: readonly DecisionEffect[]): boolean =>
  effects.some(({ kind }) => kind === 'remember_permission')

function carryOut(store: EngineStore, { id: approvalId, runId }: ApprovalRecord, effect: DecisionEffect): void {
  switch (effect.kind) {
    case 'accept_plan':
      acceptPlan(store, runId, effect.revision)
      return
    case 'patch_run':
      store.patchRun(runId, {}, effect.patch)
      return
    case 'pause':
      store.patchRun(runId, { control: 'run' }, { control: 'pause', controlReason: 'person' })
      return
    case 'add_guidance': {
      const { planGuidance } = store.getInternals(runId)
      const texts = [planGuidance ?? '', effect.text].filter((text) => text !== '')
      store.patchRun(runId, {}, { planGuidance: texts.length === 0 ? null : texts.join('\n') })
      return
    }
    case 'set_limit': {
      const { config } = store.getRun(runId)
      store.setConfig(runId, { ...config, limits: { ...config.limits, [effect.name]: effect.limit } })
      return
    }
    case 'allow_paths':
      store.allowTaskPaths(effect.taskId, effect.paths)
      return
    case 'advance_attempt':
      store.advanceAttempt(effect.attemptId, effect.from, effect.to, { result: effect.result })
      return
    case 'block_attempt':
      store.endAttempt(effect.attemptId, 'interrupted', { summary: effect.summary, signature: null, counted: false })
      return
    case 'move_task':
      store.moveTask(effect.taskId, effect.from, effect.to, {})
      return
    case 'restart_count':
      store.restartTaskCount(effect.taskId)
      return
    case 'remember_permission':
      store.rememberPermission(runId, effect.key, effect.answer, approvalId)
      return
    case 'trust_server':
      store.trustServer(effect.name, effect.hash, approvalId)
      return
    default:
      assertNever(effect)
  }
}

/** A proposed plan becomes tasks: the open ones are replaced. Call it inside a transaction. */
export function acceptPlan(store: EngineStore, runId: string, revision: number): void {
  const plan = store.getPlan(runId, revision)
  if (!store.movePlan(plan.id, 'proposed', 'accepted'))
    throw new Error(`Plan ${revision} of run ${runId} is ${plan.state}`)
  store.replacePendingTasks(runId, plan.tasks)
  store.notePlanCommit(runId, plan.baseCommit)
  store.patchRun(runId, {}, { startCommit: null })
  store.addEvent(
    runId,
    'system',
    'plan_accepted',
    `Plan ${revision} accepted: ${plan.tasks.length} ${plan.tasks.length === 1 ? 'task' : 'tasks'}.`,
    {
      revision,
      hash: plan.hash,
    },
  )
}
