import type { CanonicalValue } from '../../shared/canonical-json.ts'
import type { GateRecord } from '../../shared/domain.ts'
import type { ApprovalVerdict, GateKind } from '../../shared/words.ts'
import { hashValue } from '../hash.ts'
import { endRun } from './end-run.ts'
import type { NewGate } from './records.ts'
import type { EngineStore } from './store-port.ts'

/** Which answers a gate offers; docs/contracts.md, section 6. */
export const GATE_VERDICTS: Record<GateKind, readonly ApprovalVerdict[]> = {
  plan: ['approved', 'changes_requested', 'rejected'],
  permission: ['approved', 'rejected'],
  scope: ['approved', 'rejected'],
  task: ['approved', 'changes_requested', 'rejected'],
  blocked: ['approved', 'changes_requested', 'rejected'],
  budget: ['approved', 'rejected'],
  login: ['approved', 'rejected'],
  mcp_server: ['approved', 'rejected'],
  final: ['approved', 'changes_requested', 'rejected'],
}

export interface GateSpec extends Omit<NewGate, 'subject' | 'subjectHash'> {
  /** Only what a decision is bound to; `v`, `kind` and `runId` are added. */
  subject: { readonly [key: string]: CanonicalValue | undefined }
}

/** Opens a gate and writes its event; call it inside the transaction of the step that raised it. */
export function raiseGate(store: EngineStore, spec: GateSpec): GateRecord {
  const { subject: own, ...rest } = spec
  const subject = { ...own, v: 1, kind: spec.kind, runId: spec.runId }
  const gate = store.openGate({ ...rest, subject, subjectHash: hashValue(subject) })
  store.addEvent(spec.runId, 'system', 'gate_opened', spec.question, {
    gateId: gate.id,
    kind: spec.kind,
    subjectHash: gate.subjectHash,
  })
  return gate
}

/**
 * A gate that only a person may answer. Nobody watches an unattended run, so it ends as failed and says why;
 * call it inside the transaction of the step.
 */
export function askPerson(store: EngineStore, spec: GateSpec): void {
  if (store.getRun(spec.runId).config.policy !== 'unattended') {
    raiseGate(store, spec)
    return
  }
  const summary = `Needs a person, and the policy is unattended: ${spec.question}`
  endRun(store, spec.runId, { status: 'failed', summary, payload: { gate: spec.kind } })
}
