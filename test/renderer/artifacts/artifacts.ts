import type { ArtifactRecord, TaskRecord } from '../../../shared/domain.ts'
import type { TurnRecord } from '../../../shared/evidence.ts'
import type { AttemptRow } from '../../../shared/views.ts'
import type { TurnKind } from '../../../shared/words.ts'

export function artifact(
  id: string,
  kind: string,
  metadata: unknown = {},
  over: Partial<ArtifactRecord> = {},
): ArtifactRecord {
  const path = `runs/r/artifacts/0001-${kind}.txt`
  return { id, runId: 'r', role: null, kind, path, createdAt: '2026-03-04T14:22:00.000Z', metadata, ...over }
}

export function task(id: string, title: string, verificationSteps: string[] = []): TaskRecord {
  return {
    id,
    runId: 'r',
    title,
    objective: '',
    acceptanceCriteria: [],
    verificationSteps,
    allowedPaths: [],
    status: 'pending',
    attemptCount: 0,
    implementationSummary: null,
    blockerSignature: null,
    createdAt: '',
    updatedAt: '',
  }
}

export function turn(id: string, kind: TurnKind): TurnRecord {
  const facts = {
    taskId: null,
    attemptId: null,
    state: 'finished',
    detail: null,
    tokens: null,
    costMicros: null,
    agentId: 'demo',
    agentVersion: null,
    sessionId: null,
    contextUsed: null,
    contextSize: null,
    compacted: false,
  } as const
  return { id, runId: 'r', role: 'strategy', kind, number: 1, ...facts, startedAt: '', finishedAt: null }
}

export function attempt(taskId: string, attemptNumber: number): AttemptRow {
  return {
    id: `${taskId} ${attemptNumber}`,
    runId: 'r',
    taskId,
    attemptNumber,
    status: 'failed',
    summary: '',
    blockerSignature: null,
    createdAt: '',
    phase: 'settle',
    baseCommit: null,
    candidateCommit: null,
    setAside: false,
  }
}
