import type { GateRecord } from '../../shared/domain.ts'
import type { AgentRole } from '../../shared/words.ts'
import type { PermissionRequest } from './agents-port.ts'
import type { StepContext } from './context.ts'
import { voidGatesOf } from './end-run.ts'
import { raiseGate } from './gates.ts'
import { permissionGateKey, permissionKey } from './permission-key.ts'
import { type PermissionRuling, permissionRuling } from './policy.ts'
import type { PermissionAnswer } from './records.ts'

/** Of a request as the agent sent it. Who says yes to one must be able to see all of it. */
const MAX_SHOWN_CHARACTERS = 1024 * 1024

interface AskingTurn {
  turnId: string
  role: AgentRole
  /** Aborted when the agent no longer waits for the answer. */
  signal: AbortSignal
}

/** Answers a permission request of a running turn: by rules, by what a person said before in this run, or by a gate of the turn. */
export async function answerPermission(
  ctx: StepContext,
  turn: AskingTurn,
  request: PermissionRequest,
): Promise<PermissionAnswer> {
  const { ports, store, run, place } = ctx
  const ruling = permissionRuling({
    policy: run.config.policy,
    role: turn.role,
    request,
    rules: ports.permissionRules(),
    worktree: place.worktree,
  })
  if (ruling.answer === 'reject') {
    store.addEvent(run.id, 'system', 'permission_refused', `${REFUSED[ruling.by]}: ${request.title}`, {
      ...factsOf(turn, request),
      by: ruling.by,
    })
  }
  if (ruling.answer !== 'ask') return ruling.answer
  if (hashable(request.raw).length > MAX_SHOWN_CHARACTERS) {
    const message = `Refused, because nobody could read all of the request: ${request.title}`
    store.addEvent(run.id, 'system', 'permission_refused', message, { ...factsOf(turn, request), by: 'size' })
    return 'reject'
  }
  // What the agent said before it asked is stored before the question.
  await ports.sink.flush()
  if (turn.signal.aborted) return 'reject'
  const key = permissionKey(turn.role, request)
  const known = store.transaction(() => remembered(ctx, turn, request, key) ?? askedGate(ctx, turn, request, key))
  return typeof known === 'string' ? known : decided(ctx, known, turn, request)
}

const REFUSED: Record<Extract<PermissionRuling, { answer: 'reject' }>['by'], string> = {
  role: 'Refused, because strategy and checker only read',
  rule: 'Refused by a rule in settings.json',
  policy: 'Refused by policy',
}

const factsOf = ({ turnId }: AskingTurn, { toolKind, paths }: PermissionRequest) => ({ turnId, toolKind, paths })

function remembered(
  { store, run }: StepContext,
  turn: AskingTurn,
  request: PermissionRequest,
  key: string | null,
): PermissionAnswer | null {
  const answer = key === null ? null : store.rememberedPermission(run.id, key)
  if (answer === null) return null
  const told = `${answer === 'allow' ? 'Allowed' : 'Refused'} without asking, as a person answered it before in this run`
  store.addEvent(run.id, 'system', 'permission_remembered', `${told}: ${request.title}`, {
    ...factsOf(turn, request),
    answer,
  })
  return answer
}

/** The turn's open gate that asks the same already, or a new one. */
function askedGate(
  { store, run }: StepContext,
  { turnId, role }: AskingTurn,
  request: PermissionRequest,
  key: string | null,
): GateRecord {
  const same = store
    .listOpenGates(run.id)
    .find((gate) => gate.turnId === turnId && key !== null && permissionGateKey(gate.subject) === key)
  if (same) return same
  return raiseGate(store, {
    runId: run.id,
    kind: 'permission',
    turnId,
    question: `The ${role} agent asks: ${request.title}`,
    subject: { turnId, key, request: hashable(request.raw) },
  })
}

/** Waits for a person; when the agent no longer waits, or nobody answers in time, the gate becomes void and the request is rejected. */
function decided(
  ctx: StepContext,
  { id: gateId }: GateRecord,
  turn: AskingTurn,
  request: PermissionRequest,
): Promise<PermissionAnswer> {
  const { store, run } = ctx
  return new Promise((resolve) => {
    const finish = (answer: PermissionAnswer) => {
      unsubscribe()
      clearTimeout(timer)
      turn.signal.removeEventListener('abort', stop)
      resolve(answer)
    }
    const look = () => {
      const gate = store.getGate(gateId)
      if (gate.state === 'open') return
      finish(gate.state === 'decided' && store.gateApproval(gateId)?.verdict === 'approved' ? 'allow' : 'reject')
    }
    const stop = () => {
      store.transaction(() => voidGatesOf(store, run.id, { because: 'the agent no longer waits for it', gateId }))
      finish('reject')
    }
    const limitMs = run.config.limits.permissionMinutes * 60_000
    const askedMs = ctx.ports.elapsedMs()
    const expire = () => {
      // While the machine slept nobody could answer.
      const leftMs = askedMs + limitMs - ctx.ports.elapsedMs()
      if (leftMs > 0) {
        timer = setTimeout(expire, leftMs)
        return
      }
      refuseUnanswered(ctx, gateId, turn, request)
      look()
    }
    let timer = setTimeout(expire, limitMs)
    const unsubscribe = store.subscribe(look)
    if (turn.signal.aborted) stop()
    else {
      turn.signal.addEventListener('abort', stop)
      look()
    }
  })
}

function refuseUnanswered(
  { store, run }: StepContext,
  gateId: string,
  turn: AskingTurn,
  request: PermissionRequest,
): void {
  const minutes = run.config.limits.permissionMinutes
  const because = `nobody answered within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  store.transaction(() => {
    // It may have been answered in this very moment.
    if (store.getGate(gateId).state !== 'open') return
    voidGatesOf(store, run.id, { because, gateId })
    store.addEvent(run.id, 'system', 'permission_refused', `Refused, because ${because}: ${request.title}`, {
      ...factsOf(turn, request),
      by: 'time',
    })
  })
}

/** An agent's own words as a value that can be hashed: anything canonical JSON does not know becomes its JSON text. */
const hashable = (raw: unknown): string => JSON.stringify(raw) ?? 'null'
