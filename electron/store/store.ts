import type { ArtifactRecord } from '../../shared/domain.ts'
import type { AgentRole } from '../../shared/words.ts'
import type { EngineStore } from '../engine/store-port.ts'
import { type SetTimer, setQuietTimer } from '../timer.ts'
import { attemptOperations } from './attempts.ts'
import { baselineOperations } from './baseline.ts'
import { checkpointOperations } from './checkpoints.ts'
import { compactionOperations } from './compaction.ts'
import type { Database } from './database.ts'
import { effectOperations } from './effects.ts'
import { evidenceOperations } from './evidence.ts'
import { readFacts } from './facts.ts'
import { forkOperations } from './forks.ts'
import { gateOperations } from './gates.ts'
import { type History, keepHistory } from './history.ts'
import { lossOperations } from './history-losses.ts'
import { lookups } from './lookups.ts'
import { messageOperations } from './messages.ts'
import { type Between, type KeptFile, openKeptFile, openStoreFile } from './open-file.ts'
import { planOperations } from './plans.ts'
import { rememberedOperations } from './remembered.ts'
import { reviewOperations } from './reviews.ts'
import { RunStore } from './run-store.ts'
import { runOperations } from './runs.ts'
import { preparedOperations } from './saved-forms.ts'
import { type TakenOver, takeOver } from './take-over.ts'
import { taskOperations } from './tasks.ts'
import { trashOperations } from './trash.ts'
import { turnOperations } from './turns.ts'

/** Everything on one connection: the predecessor's operations, the guarded ones of the engine, and reading for hosts. */
export interface Store
  extends EngineStore,
    ReturnType<typeof lookups>,
    ReturnType<typeof forkOperations>,
    ReturnType<typeof trashOperations>,
    ReturnType<typeof compactionOperations>,
    Pick<ReturnType<typeof checkpointOperations>, 'compareWith'>,
    ReturnType<typeof lossOperations>,
    Pick<ReturnType<typeof messageOperations>, 'newestMessages' | 'listMessages'>,
    Pick<ReturnType<typeof planOperations>, 'listPlans'>,
    Pick<ReturnType<typeof baselineOperations>, 'listAllBaselineResults'>,
    Pick<ReturnType<typeof evidenceOperations>, 'listRunEvidence' | 'newestVerifications'>,
    ReturnType<typeof preparedOperations>,
    Pick<ReturnType<typeof attemptOperations>, 'listAllAttempts'>,
    Pick<ReturnType<typeof effectOperations>, 'isDone'>,
    Pick<ReturnType<typeof turnOperations>, 'waitsForConnection'> {
  readonly database: Database
  readonly runStore: RunStore
  addArtifact(runId: string, role: AgentRole | null, kind: string, path: string, metadata: unknown): ArtifactRecord
  /** Only for the one process that holds the owner lock, before it drives anything. */
  takeOver(): TakenOver
  /** The last thing the owner does: what the content is changed to afterwards, while nobody has it open, is seen at the next start. */
  seal(): void
  close(): void
}

export interface StoreOptions {
  /** What went wrong beside a commit, which stands: the mark outside the database could not be written. */
  onError?(error: unknown): void
  /** A mark was written: what went wrong with the one before it is over. */
  onMarked?(): void
  setTimer?: SetTimer
  between?: Between
}

const warn = (error: unknown): void => process.emitWarning(error instanceof Error ? error : String(error))

/**
 * Opens the file as `RunStore` does, refuses a damaged one (`DamagedDatabase`) and keeps its mark (`history.ts`); `:memory:` for tests,
 * without one.
 */
export function openStore(file: string, options: StoreOptions = {}): Store {
  if (file === ':memory:') return storeOn(openStoreFile(file), null)
  return keptStore(openKeptFile(file, options), options)
}

/** On a file that is open already. */
export function keptStore(
  { database, highWater }: KeptFile,
  { onError = warn, onMarked = () => undefined, setTimer = setQuietTimer }: StoreOptions = {},
): Store {
  return storeOn(database, keepHistory(database, highWater, { onError, onMarked, setTimer }))
}

function storeOn(database: Database, history: History | null): Store {
  const runStore = new RunStore(database)
  const gates = gateOperations(database)
  const effects = effectOperations(database)
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
    ...gates,
    decideGate: (...decision) => {
      history?.markNext()
      return gates.decideGate(...decision)
    },
    ...effects,
    finishEffect: (effectId) => {
      history?.markNext()
      return effects.finishEffect(effectId)
    },
    ...lossOperations(database),
    ...preparedOperations(database),
    ...checkpointOperations(database, runStore),
    ...forkOperations(database),
    ...trashOperations(database),
    ...compactionOperations(database),
    ...messageOperations(database),
    ...rememberedOperations(database),
    takeOver: () => takeOver(database, runStore),
    seal: () => history?.seal(),
    close: () => {
      history?.stop()
      runStore.close()
    },
  }
}
