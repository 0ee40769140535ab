import type { CanonicalValue } from '../../shared/canonical-json.ts'
import type { AgentRole } from '../../shared/words.ts'
import type { PermissionRequest } from './agents-port.ts'
import type { StepContext } from './context.ts'
import { voidGatesOf } from './end-run.ts'
import { raiseGate } from './gates.ts'
import { permissionAnswer } from './policy.ts'

/** Answers a permission request of a running turn: by the policy's rules, or by a gate of the turn. */
export async function answerPermission(
  ctx: StepContext,
  turn: { turnId: string; role: AgentRole; signal: AbortSignal },
  request: PermissionRequest,
): Promise<'allow' | 'reject'> {
  const { store, run, place } = ctx
  const rule = permissionAnswer({ policy: run.config.policy, request, worktree: place.worktree, role: turn.role })
  if (rule !== 'ask') {
    if (rule === 'reject') {
      store.addEvent(run.id, 'system', 'permission_refused', `Refused by policy: ${request.title}`, {
        turnId: turn.turnId,
        toolKind: request.toolKind,
        paths: request.paths,
      })
    }
    return rule
  }
  // What the agent said before it asked is stored before the question.
  await ctx.ports.sink.flush()
  if (turn.signal.aborted) return 'reject'
  const gate = store.transaction(() =>
    raiseGate(store, {
      runId: run.id,
      kind: 'permission',
      turnId: turn.turnId,
      question: `The ${turn.role} agent asks: ${request.title}`,
      subject: { turnId: turn.turnId, request: hashable(request.raw) },
    }),
  )
  return decided(ctx, gate.id, turn.signal)
}

/** Waits for a person; a stopped turn's gate becomes void and the request is rejected. */
function decided({ store, run }: StepContext, gateId: string, signal: AbortSignal): Promise<'allow' | 'reject'> {
  return new Promise((resolve) => {
    const finish = (answer: 'allow' | 'reject') => {
      unsubscribe()
      signal.removeEventListener('abort', stop)
      resolve(answer)
    }
    const look = () => {
      const gate = store.getGate(gateId)
      if (gate.state === 'open') return
      finish(gate.state === 'decided' && store.gateApproval(gateId)?.verdict === 'approved' ? 'allow' : 'reject')
    }
    const stop = () => {
      store.transaction(() => {
        const turnId = store.getGate(gateId).turnId
        if (turnId !== null) voidGatesOf(store, run.id, { because: 'its turn was stopped', turnId })
      })
      finish('reject')
    }
    const unsubscribe = store.subscribe(look)
    if (signal.aborted) stop()
    else {
      signal.addEventListener('abort', stop)
      look()
    }
  })
}

/** An agent's own words as a value that can be hashed: anything canonical JSON does not know becomes its JSON text. */
function hashable(raw: unknown): CanonicalValue {
  return JSON.stringify(raw) ?? null
}
