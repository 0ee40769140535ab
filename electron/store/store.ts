import type { ApprovalRecord, ArtifactRecord } from '../../shared/domain.ts'
import type { AgentRole } from '../../shared/words.ts'
import type { EngineStore } from '../engine/store-port.ts'
import { attemptOperations } from './attempts.ts'
import { baselineOperations } from './baseline.ts'
import type { Database } from './database.ts'
import { effectOperations } from './effects.ts'
import { evidenceOperations } from './evidence.ts'
import { readFacts } from './facts.ts'
import { gateOperations } from './gates.ts'
import { lookups } from './lookups.ts'
import { messageOperations } from './messages.ts'
import { openStoreFile } from './open-file.ts'
import { planOperations } from './plans.ts'
import { rememberedOperations } from './remembered.ts'
import { reviewOperations } from './reviews.ts'
import { RunStore } from './run-store.ts'
import { runOperations } from './runs.ts'
import { type TakenOver, takeOver } from './take-over.ts'
import { taskOperations } from './tasks.ts'
import { turnOperations } from './turns.ts'

/** Everything on one connection: the predecessor's operations, the guarded ones of the engine, and reading for hosts. */
export interface Store
  extends EngineStore,
    ReturnType<typeof lookups>,
    Pick<ReturnType<typeof messageOperations>, 'newestMessages'>,
    Pick<ReturnType<typeof turnOperations>, 'waitsForConnection'> {
  readonly database: Database
  readonly runStore: RunStore
  addArtifact(runId: string, role: AgentRole | null, kind: string, path: string, metadata: unknown): ArtifactRecord
  listApprovals(runId: string): ApprovalRecord[]
  /** Only for the one process that holds the owner lock, before it drives anything. */
  takeOver(): TakenOver
  close(): void
}

/** Opens the file as `RunStore` does; `:memory:` for tests. `around`: see `openStoreFile`. */
export function openStore(file: string, around?: (database: Database) => Database): Store {
  const database = openStoreFile(file, around)
  const runStore = new RunStore(database)
  return {
    database,
    runStore,
    transaction: database.transaction,
    subscribe: database.subscribe,
    getRun: (runId) => runStore.getRun(runId),
    readFacts: (runId) => readFacts(database, runId),
    buildSnapshot: (runId) => runStore.buildSnapshot(runId),
    addEvent: (...event) => runStore.addEvent(...event),
    listEvents: (...which) => runStore.listEvents(...which),
    addApproval: (...approval) => runStore.addApproval(...approval),
    listApprovals: (runId) => runStore.listApprovals(runId),
    addCheckpoint: (...checkpoint) => runStore.addCheckpoint(...checkpoint),
    addArtifact: (...artifact) => runStore.addArtifact(...artifact),
    incrementReplanCount: (runId) => runStore.incrementReplanCount(runId),
    listTasks: (...which) => runStore.listTasks(...which),
    getTask: (taskId) => runStore.getTask(taskId),
    replacePendingTasks: (...plan) => runStore.replacePendingTasks(...plan),
    ...lookups(database),
    ...runOperations(database),
    ...taskOperations(database),
    ...attemptOperations(database, runStore),
    ...evidenceOperations(database),
    ...planOperations(database),
    ...baselineOperations(database),
    ...turnOperations(database),
    ...reviewOperations(database),
    ...gateOperations(database),
    ...effectOperations(database),
    ...messageOperations(database),
    ...rememberedOperations(database),
    takeOver: () => takeOver(database, runStore),
    close: () => runStore.close(),
  }
}
