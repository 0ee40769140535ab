import { z } from 'zod'
import type { Handlers, Reply } from '../../shared/contract.ts'
import type { GateRecord } from '../../shared/domain.ts'
import { err, ok } from '../../shared/result.ts'
import type { ApprovalVerdict } from '../../shared/words.ts'
import { GATE_VERDICTS } from '../engine/gates.ts'
import { GitFailed } from '../git/spawn-git.ts'
import type { Store } from '../store/store.ts'
import { readGateFile, readSinceDiff } from '../views/gate-diff.ts'
import { readGateView } from '../views/gate-view.ts'
import { openGateRows } from '../views/run-row.ts'
import { decideReply, editReply } from './answer-replies.ts'
import type { HostParts } from './parts.ts'
import { notFound } from './replies.ts'

type GateMethods =
  | 'gates.list'
  | 'gates.get'
  | 'gates.file'
  | 'gates.since'
  | 'gates.decide'
  | 'plans.get'
  | 'plan.edit'

export function gateHandlers({ backend }: Pick<HostParts, 'backend'>): Pick<Handlers, GateMethods> {
  const { store } = backend
  return {
    'gates.list': ({ runId }) => {
      if (runId !== undefined && !store.hasRun(runId)) return notFound('Run', runId)
      return ok(openGateRows(store, runId))
    },
    'gates.get': async ({ gateId }) => {
      const gate = findGate(store, gateId)
      return gate ? ok(await readGateView(store, gate.id)) : notFound('Gate', gateId)
    },
    'gates.file': async ({ gateId, path, side }) => {
      const gate = findGate(store, gateId)
      return gate ? ofGit(() => readGateFile(store, gate, { path, side })) : notFound('Gate', gateId)
    },
    'gates.since': async ({ gateId }) => {
      const gate = findGate(store, gateId)
      return gate ? ofGit(() => readSinceDiff(store, gate)) : notFound('Gate', gateId)
    },
    'gates.decide': ({ gateId, subjectHash, verdict, rationale, payload }) => {
      const gate = findGate(store, gateId)
      if (!gate) return notFound('Gate', gateId)
      const missing = missingAnswer(gate, { verdict, rationale, payload })
      if (missing) return missing
      const decided = backend.decide(gate.id, { subjectHash, verdict, source: 'human', rationale, payload })
      if (decided.ok) return decided
      return decideReply(decided.error, { kind: gate.kind, replacedBy: editedGate(store, gate), now: new Date() })
    },
    'plans.get': ({ runId, revision }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const newest = store.latestPlan(runId)?.revision ?? 0
      return revision > newest ? notFound('Plan', String(revision)) : ok(store.getPlan(runId, revision))
    },
    'plan.edit': ({ runId, revision, tasks }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const edited = backend.editPlan(runId, revision, tasks)
      return edited.ok ? edited : editReply(edited.error, revision, new Date())
    },
  }
}

/** What git says where it cannot tell: the repository is gone, or has lost a commit. */
async function ofGit<T>(read: () => Promise<T>): Promise<Reply<T>> {
  try {
    return ok(await read())
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error
    const message = 'The repository of this run could not be read, so this part is missing. The recorded diff is not.'
    return err({ code: 'unavailable', message, remedy: 'Put the repository back where it was, then try again.' })
  }
}

/** A whole id is a beginning that at most one gate has. */
const findGate = (store: Store, gateId: string): GateRecord | null => store.findGatesByPrefix(gateId)[0] ?? null

/** The gate of the plan as somebody edited it meanwhile. */
function editedGate(store: Store, { kind, runId }: GateRecord): string | null {
  if (kind !== 'plan') return null
  return store.listOpenGates(runId).find((open) => open.kind === 'plan')?.id ?? null
}

const commented = z.looseObject({ comments: z.array(z.unknown()).min(1) })
const budgetSubject = z.looseObject({ spent: z.int() })
const budgetAnswer = z.looseObject({ limit: z.number() })

interface Answer {
  verdict: ApprovalVerdict
  rationale: string
  payload: unknown
}

/** Pure. An answer to an open gate that would be recorded but lead nowhere; null: it can be taken. */
export function missingAnswer(
  { kind, state, subject }: Pick<GateRecord, 'kind' | 'state' | 'subject'>,
  { verdict, rationale, payload }: Answer,
): Reply<never> | null {
  if (state !== 'open' || !GATE_VERDICTS[kind].includes(verdict)) return null
  const isSilent = rationale.trim() === '' && !commented.safeParse(payload).success
  if (verdict === 'changes_requested' && isSilent) {
    const message = 'It is not said what is to change. Nothing was recorded.'
    return err({ code: 'refused', message, remedy: 'Write it in a sentence, or comment on a line.' })
  }
  const spent = budgetSubject.safeParse(subject).data?.spent
  const limit = budgetAnswer.safeParse(payload).data?.limit
  if (kind !== 'budget' || verdict !== 'approved' || spent === undefined || limit === undefined || limit > spent)
    return null
  const message = `A limit of ${limit} is used up already: ${spent} spent. Nothing was recorded.`
  return err({ code: 'refused', message, remedy: `Give a figure above ${spent}.` })
}
