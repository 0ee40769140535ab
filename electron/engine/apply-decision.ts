import { z } from 'zod'
import { type Delivery, deliverySchema, MAX_LIMIT } from '../../shared/config.ts'
import type { GateRecord, TaskAttemptRecord, TaskRecord } from '../../shared/domain.ts'
import type { AttemptResult, Comment } from '../../shared/evidence.ts'
import { assertNever, err, ok, type Result } from '../../shared/result.ts'
import type { ApprovalVerdict, AttemptPhase, GateKind, TaskStatus } from '../../shared/words.ts'
import { BUDGET_NAMES, type BudgetName } from './budget.ts'
import { commentReason, commentSchema, MAX_COMMENTS } from './comments.ts'
import { permissionGateKey } from './permission-key.ts'
import type { PermissionAnswer, RunPatch } from './records.ts'
import { scopeSignature } from './signature.ts'

/** What a `blocked` gate is about: the set-up commands, a planning turn, or a task (its attempts, or its check). */
export const BLOCKED_CAUSES = ['setup', 'planning', 'task', 'check'] as const

/** What an answer changes, as data: the store does it in the transaction that records the answer. */
export type DecisionEffect =
  | { kind: 'accept_plan'; revision: number }
  | { kind: 'patch_run'; patch: RunPatch }
  /** Of a run that is neither paused nor cancelled. */
  | { kind: 'pause' }
  /** What the next planning turn must know besides what waits for it already. */
  | { kind: 'add_guidance'; text: string }
  | { kind: 'set_limit'; name: BudgetName; limit: number }
  | { kind: 'allow_paths'; taskId: string; paths: readonly string[] }
  | { kind: 'advance_attempt'; attemptId: string; from: AttemptPhase; to: AttemptPhase; result: AttemptResult }
  | { kind: 'block_attempt'; attemptId: string; summary: string }
  | { kind: 'move_task'; taskId: string; from: TaskStatus[]; to: TaskStatus }
  | { kind: 'restart_count'; taskId: string }
  /** Identical requests of this run are answered so. */
  | { kind: 'remember_permission'; key: string; answer: PermissionAnswer }
  /** In all runs, as long as it stays as it is. */
  | { kind: 'trust_server'; name: string; hash: string }

export interface Decision {
  gate: GateRecord
  verdict: ApprovalVerdict
  rationale: string
  payload: unknown
  /** The gate's task and attempt, where it has them. */
  task: TaskRecord | null
  attempt: TaskAttemptRecord | null
  /** What the run's configuration delivers to unless the decision says otherwise. */
  defaultDelivery: Delivery
}

const commentsSchema = z.array(commentSchema).max(MAX_COMMENTS)
const PAYLOADS = {
  plan: z.strictObject({}),
  permission: z.strictObject({ remember: z.boolean().optional() }),
  scope: z.strictObject({ paths: z.array(z.string().min(1)).optional() }),
  task: z.strictObject({ comments: commentsSchema.optional() }),
  blocked: z.strictObject({}),
  budget: z.strictObject({ limit: z.int().positive().max(MAX_LIMIT).optional() }),
  login: z.strictObject({}),
  mcp_server: z.strictObject({}),
  final: z.strictObject({ delivery: deliverySchema.optional(), comments: commentsSchema.optional() }),
}
const planSubject = z.looseObject({ revision: z.int() })
const scopeSubject = z.looseObject({ outsidePaths: z.array(z.string()) })
const blockedSubject = z.looseObject({ cause: z.enum(BLOCKED_CAUSES) })
const budgetSubject = z.looseObject({ name: z.enum(BUDGET_NAMES), limit: z.int(), spent: z.int() })
const serverSubject = z.looseObject({ name: z.string(), hash: z.string() })

/** Pure: the effects of one answer, or what is wrong with it. The table of docs/contracts.md, section 6. */
export function applyDecision(decision: Decision): Result<DecisionEffect[], string> {
  const payload = PAYLOADS[decision.gate.kind].safeParse(decision.payload ?? {})
  if (!payload.success)
    return err(`This answer to a ${decision.gate.kind} gate is not understood: ${z.prettifyError(payload.error)}`)
  if (decision.gate.kind === 'permission') return decidePermission(decision)
  return ok(effectsOf(decision, decision.gate.kind))
}

function effectsOf(decision: Decision, kind: Exclude<GateKind, 'permission'>): DecisionEffect[] {
  switch (kind) {
    case 'plan':
      return decidePlan(decision)
    case 'scope':
      return decideScope(decision)
    case 'task':
      return decideTask(decision)
    case 'blocked':
      return decideBlocked(decision)
    case 'budget':
      return decideBudget(decision)
    case 'login':
      return decision.verdict === 'approved' ? [] : [pause]
    case 'mcp_server':
      return decideServer(decision)
    case 'final':
      return decideFinal(decision)
    default:
      return assertNever(kind)
  }
}

const pause: DecisionEffect = { kind: 'pause' }
const cancel: DecisionEffect = { kind: 'patch_run', patch: { control: 'cancel', controlReason: 'person' } }

/** The running turn reads the answer; nothing changes but what is to be remembered. */
function decidePermission({ gate, verdict, payload }: Decision): Result<DecisionEffect[], string> {
  if (!PAYLOADS.permission.parse(payload ?? {}).remember) return ok([])
  const key = permissionGateKey(gate.subject)
  if (key === null) {
    return err(
      'This request tells too little to be recognised again, so its answer cannot be remembered. Answer it alone.',
    )
  }
  return ok([{ kind: 'remember_permission', key, answer: verdict === 'approved' ? 'allow' : 'reject' }])
}

/** Rejected: this run goes on without it, because its gate says so. */
function decideServer({ gate, verdict }: Decision): DecisionEffect[] {
  if (verdict !== 'approved') return []
  const { name, hash } = serverSubject.parse(gate.subject)
  return [{ kind: 'trust_server', name, hash }]
}

function replanFor(guidance: string): DecisionEffect {
  return { kind: 'patch_run', patch: { needsPlan: 'changes_requested', planGuidance: guidance, planByPerson: true } }
}

function decidePlan({ gate, verdict, rationale }: Decision): DecisionEffect[] {
  if (verdict === 'approved') return [{ kind: 'accept_plan', revision: planSubject.parse(gate.subject).revision }]
  if (verdict === 'rejected') return [cancel]
  // Steps of an edited plan that are not tried by now need not be.
  return [{ kind: 'patch_run', patch: { untriedPlan: null } }, replanFor(rationale)]
}

function decideScope({ gate, verdict, rationale, payload, attempt, task }: Decision): DecisionEffect[] {
  if (!attempt || !task) return []
  const step = { kind: 'advance_attempt', attemptId: attempt.id, from: 'scope' } as const
  const outside = scopeSubject.parse(gate.subject).outsidePaths
  if (verdict === 'approved') {
    const paths = PAYLOADS.scope.parse(payload ?? {}).paths ?? outside.map(exactly)
    return [
      { kind: 'allow_paths', taskId: task.id, paths },
      { ...step, to: 'verify', result: {} },
    ]
  }
  const reasons = [
    `A person refused changes outside the allowed paths: ${outside.join(', ')}`,
    ...(rationale ? [rationale] : []),
  ]
  const signature = scopeSignature(outside)
  return [{ ...step, to: 'settle', result: { failure: { cause: 'scope', signature, reasons, counted: true } } }]
}

/** A pattern that means this path and no other: `src/[id].ts` would also be `src/i.ts`. */
const exactly = (path: string): string => path.replace(/[\\[\]{}()!*?+@]/g, '\\$&')

function decideTask({ verdict, rationale, payload, attempt }: Decision): DecisionEffect[] {
  if (!attempt || verdict === 'approved') return []
  const comments: Comment[] = PAYLOADS.task.parse(payload ?? {}).comments ?? []
  const result: AttemptResult = { objection: { verdict, rationale, comments } }
  return [{ kind: 'advance_attempt', attemptId: attempt.id, from: 'settle', to: 'settle', result }]
}

function decideBlocked(decision: Decision): DecisionEffect[] {
  const { verdict, rationale, task, attempt } = decision
  const again: DecisionEffect = { kind: 'patch_run', patch: { turnFailures: 0 } }
  if (!task) {
    if (verdict === 'rejected') return [cancel]
    const { cause } = blockedSubject.parse(decision.gate.subject)
    const setup: RunPatch = cause === 'setup' ? { setupState: verdict === 'approved' ? 'pending' : 'skipped' } : {}
    const patched: DecisionEffect = { kind: 'patch_run', patch: { turnFailures: 0, ...setup } }
    return verdict === 'changes_requested' ? [patched, { kind: 'add_guidance', text: rationale }] : [patched]
  }
  // An attempt that still runs was stopped in `check` because no checker turn gave a verdict.
  const open: DecisionEffect[] =
    attempt?.status === 'running' && verdict !== 'approved'
      ? [{ kind: 'block_attempt', attemptId: attempt.id, summary: 'No checker turn gave a verdict.' }]
      : []
  const from: TaskStatus[] = ['blocked', 'in_progress']
  if (verdict === 'changes_requested')
    return [...open, again, { kind: 'move_task', taskId: task.id, from, to: 'blocked' }, replanFor(rationale)]
  if (verdict === 'rejected') return [...open, again, { kind: 'move_task', taskId: task.id, from, to: 'abandoned' }]
  if (attempt?.status === 'running') return [again]
  return [
    again,
    { kind: 'restart_count', taskId: task.id },
    { kind: 'move_task', taskId: task.id, from: ['blocked'], to: 'pending' },
  ]
}

function decideBudget({ gate, verdict, payload }: Decision): DecisionEffect[] {
  if (verdict !== 'approved') return [pause]
  const subject = budgetSubject.parse(gate.subject)
  const limit = PAYLOADS.budget.parse(payload ?? {}).limit ?? raisedLimit(subject)
  return [
    { kind: 'set_limit', name: subject.name, limit },
    { kind: 'patch_run', patch: { budgetWarned: 0 } },
  ]
}

/** What a plain "approve" raises a budget to: twice the limit, or twice what was spent where that is more. */
export function raisedLimit({ limit, spent }: { limit: number; spent: number }): number {
  return Math.min(Math.max(limit, spent) * 2, MAX_LIMIT)
}

function decideFinal({ verdict, rationale, payload, defaultDelivery }: Decision): DecisionEffect[] {
  const { delivery, comments } = PAYLOADS.final.parse(payload ?? {})
  if (verdict === 'approved') {
    return [{ kind: 'patch_run', patch: { delivery: 'chosen', deliveryChoice: delivery ?? defaultDelivery } }]
  }
  if (verdict === 'rejected') return [cancel]
  return [replanFor([rationale, ...(comments ?? []).map(commentReason)].filter((text) => text !== '').join('\n'))]
}
