/** Attempts and questions of which every text is a payload. */
import { z } from 'zod'
import { reviewHash } from '../../../electron/engine/evidence-hash.ts'
import { raiseGate } from '../../../electron/engine/gates.ts'
import { hashBytes } from '../../../electron/hash.ts'
import type { Store } from '../../../electron/store/store.ts'
import type { CanonicalValue } from '../../../shared/canonical-json.ts'
import type { TaskDraft } from '../../../shared/domain.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import type { GateKind } from '../../../shared/words.ts'

/** The next payload's text each time, over and over, as long as an agent's answer may be. */
export type Next = () => string

/** What runs stand on. */
export const COMMIT = 'a'.repeat(40)

export interface Asked {
  store: Store
  runId: string
  gate: GateKind
  next: Next
  tasks: TaskDraft[]
  /** A log's artifact. */
  log: string
}

/** An attempt with everything that was said and judged about it. */
function writeAttempt({
  store,
  runId,
  next,
  log,
}: Asked): { taskId: string; attemptId: string; turnId: string } | null {
  const started = store.startAttempt(runId, COMMIT)
  if (started === null) return null
  const { task, attempt } = started
  const turn = { runId, role: 'implementation', kind: 'implement', taskId: task.id, attemptId: attempt.id } as const
  const { id: turnId } = store.startTurn({ ...turn, agentId: next() })
  store.noteTurnSession(turnId, { sessionId: next(), agentVersion: next() })
  store.addStepEvidence(runId, attempt.id, stepOf('v1', next, log))
  const report = {
    outcome: 'blocked',
    summary: next(),
    blocker: { code: next().slice(0, 200), detail: next() },
  } as const
  const verdict = {
    summary: next(),
    criteria: [1, 2].map((criterion) => ({
      criterion,
      status: 'not_met' as const,
      reason: next(),
      evidence: ['v1', next().slice(0, 400)],
    })),
  }
  const result = { report, verdict, changedPaths: [next()], outsidePaths: [next(), next()], checkerChanged: [next()] }
  const failure = { cause: 'check' as const, signature: next(), reasons: [next(), next()], counted: true }
  store.advanceAttempt(attempt.id, 'implement', 'settle', { summary: next(), result: { ...result, failure } })
  return { taskId: task.id, attemptId: attempt.id, turnId }
}

const stepOf = (label: string, next: Next, log: string): StepEvidence => ({
  ...{ label, command: next(), exitCode: 1, timedOut: false, durationMs: 5, log: hashBytes(''), logArtifactId: log },
  ...{ logLines: 3, baseline: null, logTail: `${next()}\nError: ${next()}\n${next()}` },
})

export function askAbout(asked: Asked): void {
  const { store, runId, gate, next, tasks } = asked
  const ids = gate === 'plan' ? null : writeAttempt(asked)
  const { turnId, ...ofTask } = ids ?? { turnId: null }
  const subjects: Record<GateKind, () => { [key: string]: CanonicalValue | undefined }> = {
    plan: () => ({
      revision: 1,
      tasks: tasks.map((task) => ({ ...task })),
      setup: { commands: [next()], copy: [next()] },
    }),
    permission: () => ({ key: null, request: JSON.stringify(requestOf(next)) }),
    scope: () => ({ base: COMMIT, outsidePaths: [next(), next()] }),
    task: () => ({ base: COMMIT, commit: COMMIT, tree: COMMIT, evidenceHash: next() }),
    blocked: () => ({ cause: 'task', signatures: [next(), next()], detail: next(), command: next(), log: next() }),
    budget: () => ({ name: 'turns', limit: 3, spent: 3 }),
    login: () => ({ agent: next(), remedy: next() }),
    mcp_server: () => ({ name: next(), hash: next(), commandLine: next(), tools: [next(), next()], changed: true }),
    final: () => finalSubject(asked),
  }
  raiseGate(store, {
    ...{ runId, kind: gate, question: next(), subject: subjects[gate]() },
    ...(['scope', 'task', 'blocked'].includes(gate) ? ofTask : {}),
    ...(gate === 'permission' ? { turnId } : {}),
  })
}

const requestOf = (next: Next) => ({
  sessionId: next(),
  toolCall: {
    ...{ title: next(), kind: next(), locations: [{ path: next() }] },
    ...{ rawInput: { command: next(), cwd: next(), url: next() }, content: [{ type: 'diff', path: next() }] },
  },
  options: [{ name: next(), optionId: next(), kind: 'allow_once' }],
})

const recorded = z.looseObject({ sha256: z.string() })

/** With a diff that the evidence hash covers, so that the review shows it. */
function finalSubject({ store, runId, next, log }: Asked) {
  const diff = store.runStore.listArtifacts(runId).find(({ kind }) => kind === 'patch')
  if (diff === undefined) throw new Error('the run has no patch')
  const metadata = recorded.parse(diff.metadata)
  store.addArtifact(runId, null, 'diff', diff.path, { ...metadata, label: 'review' })
  const review = store.openReview(runId, COMMIT)
  const step = stepOf('t1.v1', next, log)
  store.addStepEvidence(runId, review.id, step)
  const verdict = {
    summary: next(),
    criteria: [{ criterion: 1, status: 'not_met' as const, reason: next(), evidence: ['t1.v1'] }],
  }
  store.patchReview(review.id, {
    stepsDone: true,
    strategyVerdict: verdict,
    checkerVerdict: verdict,
    objections: [next()],
  })
  const verdicts = [verdict, verdict].map((each) => hashBytes(JSON.stringify(each, null, 2)))
  const evidenceHash = reviewHash(metadata.sha256, [step], verdicts)
  return { base: COMMIT, head: COMMIT, tree: COMMIT, evidenceHash, review: { id: review.id, objections: [next()] } }
}
