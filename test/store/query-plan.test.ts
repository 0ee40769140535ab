import { DatabaseSync } from 'node:sqlite'
import { expect, test, vi } from 'vitest'
import { createOutputSink } from '../../electron/store/output-sink.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { EVENT_GROUPS } from '../../shared/event-filter.ts'
import { draft } from './support.ts'

/** Uses every operation at least once, so that every SQL text of the store is prepared. */
async function useEverything(store: Store): Promise<void> {
  const { runStore } = store
  const { id: runId } = runStore.createRun('Goal', '/repo')
  runStore.replacePendingTasks(runId, [draft('a'), draft('b')])
  const { task, attempt } = store.startAttempt(runId, 'base') ?? expect.fail('nothing was started')
  const turn = store.startTurn({
    agentId: 'demo',
    runId,
    role: 'implementation',
    kind: 'implement',
    taskId: task.id,
    attemptId: attempt.id,
  })
  store.noteTurnUsage(turn.id, { tokens: 1, costMicros: null, contextUsed: 1, contextSize: 2 })
  store.noteTurnSession(turn.id, { sessionId: 's', agentVersion: null })
  useMessages(store, runId, turn.id)
  store.endTurn(turn.id, 'failed', {
    detail: null,
    tokens: 1,
    costMicros: 1,
    sessionId: 's',
    contextUsed: null,
    contextSize: null,
    agentVersion: null,
  })
  store.saveRoleFiles(runId, 'implementation', { promptPath: 'p' })
  store.noteRotation(runId, 'implementation')
  store.getRoleSession(runId, 'implementation')
  store.countTurns(attempt.id)
  store.lastAgentVersion(runId, 'demo')
  store.sessionUse(runId, 'implementation', 's')
  store.transportTurnsInARow(runId, 'implementation')
  store.waitsForConnection(runId)
  store.forgetSession(runId, 'implementation')
  useRemembered(store, runId)
  store.advanceAttempt(attempt.id, 'implement', 'verify', { result: { candidateTree: 't' } })
  const { id: logArtifactId } = store.addArtifact(runId, 'checker', 'log', 'a', {})
  const log = { log: 'h', logArtifactId, logLines: 0, logTail: '', baseline: null }
  store.addStepEvidence(runId, attempt.id, {
    label: 'v1',
    command: 'x',
    exitCode: 0,
    timedOut: false,
    durationMs: 1,
    ...log,
  })
  store.listStepEvidence(attempt.id)
  store.endAttempt(attempt.id, 'failed', { summary: '', signature: 'x', counted: true })
  store.moveTask(task.id, ['in_progress'], 'pending', {})
  store.restartTaskCount(task.id)
  store.unverifiedTasks(runId)
  store.allowTaskPaths(task.id, ['x'])
  store.countedAttempts(task.id)
  store.interruptionsInARow(task.id)
  store.listAttempts(task.id)
  store.proposePlan(runId, { reason: 'first', summary: '', tasks: [], risks: [], questions: [], baseCommit: null })
  store.movePlan(store.latestPlan(runId)?.id ?? '', 'proposed', 'accepted')
  store.getPlan(runId, 1)
  const tried = { command: 'x', exitCode: 0, timedOut: false, durationMs: 1 }
  store.addBaselineResult(runId, 'base', { ...tried, log: 'h', logArtifactId, logLines: 0, logTail: '' })
  store.listBaselineResults(runId, 'base')
  store.notePlanCommit(runId, 'base')
  store.planCommitOf(task.id)
  store.patchReview(store.openReview(runId, 'head').id, { stepsDone: true })
  store.listReviews(runId)
  const gate = store.openGate({
    runId,
    kind: 'permission',
    turnId: turn.id,
    question: '',
    subject: {},
    subjectHash: 'h',
  })
  store.decideGate(gate.id, 'h', store.addApproval(runId, 'human', 'approved', '', {}).id)
  store.gateApproval(gate.id)
  store.listGates(runId)
  store.listOpenGates()
  store.listOpenGates(runId)
  store.openGate({ runId, kind: 'permission', turnId: turn.id, question: '', subject: {}, subjectHash: 'h' })
  store.voidGates(runId, { turnId: turn.id, kinds: ['permission'] })
  store.voidGates(runId)
  store.finishEffect(store.intendEffect(runId, 'kind', 'key', 'x').id)
  store.getInternals(runId)
  store.setConfig(runId, store.getRun(runId).config)
  runStore.listRuns()
  runStore.updateRun(runId, { summary: 's' })
  runStore.incrementReplanCount(runId)
  const agent = runStore.getAgentState(runId, 'implementation') ?? expect.fail('no agent')
  runStore.saveAgentState(agent)
  runStore.listTasks(runId)
  runStore.listTasks(runId, ['pending', 'blocked'])
  runStore.claimNextPendingTask(runId)
  runStore.addTaskAttempt(runId, task.id, 2, 'running', '', {}, null)
  runStore.requeueInProgressTasks(runId)
  runStore.latestTaskAttempt(task.id)
  runStore.blockTask(task.id, null, null)
  runStore.listArtifacts(runId)
  runStore.listArtifacts(runId, 'checker')
  runStore.latestApproval(runId, 'human')
  runStore.addCheckpoint(runId, 'running', {})
  store.listApprovals(runId)
  store.listCheckpoints(runId)
  store.countCheckpoints(runId)
  store.findCheckpoint(store.saveCheckpoint(runId, {}).id)
  store.newestCheckpoint(runId)
  store.listAllAttempts(task.id)
  store.applyState(runId, store.captureState(runId))
  useCheckpointsAndTrash(store, runId)
  store.listEventsAfter(runId, 0, 10)
  store.getArtifact(logArtifactId)
  store.findRunsByPrefix('a')
  store.findGatesByPrefix('a')
  useWindowLists(store, runId, logArtifactId)
  store.buildSnapshot(runId)
  const sink = createOutputSink(store)
  sink.write(runId, 'checker', { kind: 'text', messageId: 'm', text: 'x' })
  await sink.flush()
  crash(store, runId)
  store.takeOver()
  store.finishRun(runId, 'completed', '')
}

function useMessages(store: Store, runId: string, turnId: string): void {
  const message = store.addMessage(runId, 'implementation', 'interrupt', 'stop')
  store.waitingMessages(runId, 'implementation')
  store.markMessageSent(message.id, turnId)
  store.sentMessages(runId, 'implementation', 10)
  store.newestMessages(runId, 10)
}

function useRemembered(store: Store, runId: string): void {
  store.openLosses()
  store.blockingLoss()
  store.acknowledgeLosses()
  const approval = store.addApproval(runId, 'human', 'approved', '', {})
  store.noteAgentLimit('demo', { until: '2030-01-01T00:00:00.000Z', detail: '' })
  store.agentLimit('demo', '2029-01-01T00:00:00.000Z')
  store.noteAgentLimit('demo', null)
  store.rememberPermission(runId, 'key', 'allow', approval.id)
  store.rememberedPermission(runId, 'key')
  store.trustServer('files', 'hash', approval.id)
  store.isServerTrusted('hash')
}

function useCheckpointsAndTrash(store: Store, runId: string): void {
  const state = store.captureState(runId)
  store.compareWith(runId, state)
  store.findCheckpointsByPrefix('a')
  const fork = store.runStore.createRun('Goal', '/repo')
  store.noteFork(fork.id, { runId, checkpointId: 'c' })
  store.copyTasks(fork.id, state, runId)
  store.originOf(fork.id)
  store.forksOf(runId)
  for (const turn of store.compactableTurns(runId, '2030')) {
    store.transcriptOf(turn)
    store.compactTurn(turn, () => undefined)()
  }
  store.trashOf(fork.id)
  store.listTrash()
  store.isTurnRunning(fork.id)
  store.moveTrash(fork.id, null, 'purging', { removedAt: '2030', folder: 'f' })
  store.isRemoved(fork.id)
  while (!store.purgePiece(fork.id));
}

/** What only windows ask for. */
function useWindowLists(store: Store, runId: string, artifactId: string): void {
  store.hasRun(runId)
  store.hasAttempt('a')
  store.getRunLine(runId)
  store.runSeq(runId)
  store.listRunLines(9, 10)
  store.searchRunLines({ words: 'goal', repoPath: '/repo', group: 'done', agentId: 'demo' }, 9, 10)
  store.listOpenGateRows()
  store.listOpenGateRows([runId])
  store.listRunningTurns([runId])
  store.usageOfRuns([runId])
  store.usageByRole(runId)
  store.usageByTask(runId)
  store.listNotedUsage()
  store.listAttachments(runId)
  const form = store.saveForm({ kind: 'draft', name: 'n', form: '{}' })
  store.listForms()
  store.removeForm(form.id)
  const upload = store.addUpload('a.png', 1)
  store.finishUpload(upload.id, 'h')
  store.findUpload(upload.id)
  store.listUploads()
  store.removeUpload(upload.id)
  const span = { since: '2020', repoPath: '/repo' }
  store.spentByDay(span, '2030')
  store.spentByAttempt(span)
  store.dearestTasks(span, 10)
  store.spentByRun(span)
  store.openBudgets('/repo')
  store.listAgentStates(runId)
  store.newestAttempts(runId, 10)
  store.lastAttempts(runId, 10)
  store.newestTurns(runId, 10)
  store.newestApprovals(runId, 10)
  store.newestArtifacts(runId, 10)
  store.newestCheckpoints(runId, 10)
  store.newestVerifications(runId, 10)
  store.newestAndOpenGates(runId, 10)
  store.listApprovalsById([])
  store.pageOfEvents(runId, { limit: 10 })
  store.pageOfEvents(runId, { after: 0, source: 'system', limit: 10 })
  useEventSearch(store, runId)
  store.pageOfArtifacts(runId, { before: null, kinds: [], limit: 10 })
  store.pageOfArtifacts(runId, { before: store.findArtifact(artifactId), kinds: ['log'], limit: 10 })
  store.findDiff(runId, 'sha256:0')
  store.listPlans(runId)
  store.listMessages(runId)
  store.listAllBaselineResults(runId)
  store.listRunEvidence(runId)
}

function useEventSearch(store: Store, runId: string): void {
  for (const group of EVENT_GROUPS)
    for (const source of [null, 'system'])
      for (const text of ['', 'größe'])
        for (const from of [{ before: 9 }, { after: 0 }])
          store.findEvents(runId, { group, source, text, kinds: [] }, from, 10)
  store.listEventsById(runId, [1])
  store.eventAt(runId, 0)
}

/** Something for every part of taking over. */
function crash(store: Store, runId: string): void {
  const { task, attempt } = store.startAttempt(runId, 'base') ?? expect.fail('nothing was started')
  const turn = store.startTurn({
    agentId: 'demo',
    runId,
    role: 'implementation',
    kind: 'implement',
    taskId: task.id,
    attemptId: attempt.id,
  })
  store.openGate({ runId, kind: 'permission', turnId: turn.id, question: '', subject: {}, subjectHash: 'h' })
}

/** Reading all of these rows is what they are for: the list of runs has no other bound. */
const WHOLE_TABLES: Readonly<Record<string, string>> = {
  'SCAN runs': 'ORDER BY seq DESC',
  'SCAN saved_forms': 'ORDER BY seq DESC',
  'SCAN uploads': 'ORDER BY seq',
}

const NO_TABLES = ['SCAN CONSTANT ROW', 'SCAN json_each ']

test('no statement scans a table', async () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const store = openStore(':memory:')
  prepare.mockClear()
  await useEverything(store)
  const texts = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) =>
    /^\s*(SELECT|UPDATE|DELETE|INSERT)/.test(sql),
  )
  prepare.mockRestore()
  expect(texts.length).toBeGreaterThan(80)
  const scans = texts.flatMap((sql) => {
    const steps = store.database.all(`EXPLAIN QUERY PLAN ${sql}`, ...Array(sql.split('?').length - 1).fill(null))
    return steps
      .map(({ detail }) => String(detail))
      .filter((detail) => {
        // "USING INDEX": every row of a partial index, which holds only the open or running ones.
        const isBounded =
          /USING (COVERING )?INDEX (gates_open|turns_running|attempts_running|runs_unfinished|runs_in_trash)/.test(
            detail,
          )
        const whole = WHOLE_TABLES[detail]
        return (
          detail.startsWith('SCAN') &&
          !isBounded &&
          !(whole && sql.endsWith(whole)) &&
          !NO_TABLES.some((other) => detail.startsWith(other))
        )
      })
      .map((detail) => `${detail}: ${sql}`)
  })
  expect(scans).toEqual([])
  store.close()
})
