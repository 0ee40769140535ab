import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { RunStore } from '../../electron/store/run-store.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { draft, memoryStore, runWithTasks, startScript, temporaryFolder } from './support.ts'

const STRANGE = `quotes " ' \\ braces {} newline\nemoji 🙂 zero\u0000 «ünïcode» 日本語`

test('a path makes its folder and file for this user alone, and what was written is there the next time', () => {
  const file = path.join(temporaryFolder(), 'new', 'home', 'triptych.sqlite')
  const first = new RunStore(file)
  const run = first.createRun(STRANGE, STRANGE)
  first.close()
  if (process.platform !== 'win32') {
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  }
  expect(existsSync(path.join(path.dirname(file), 'backups'))).toBe(false)
  const second = new RunStore(file)
  expect(second.getRun(run.id)).toEqual({ ...run, goal: STRANGE, repoPath: STRANGE })
  second.close()
})

test('a new run is planning, with its event', () => {
  const { runStore } = memoryStore()
  const run = runStore.createRun('Goal', '/repo', { policy: 'every_task' })
  expect(run).toMatchObject({ goal: 'Goal', repoPath: '/repo', status: 'planning', summary: null, currentTaskId: null })
  expect(run).toMatchObject({ cycleCount: 0, replanCount: 0, control: 'run', waitUntil: null, branch: null })
  expect(run.config).toEqual({ ...DEFAULT_RUN_CONFIG, policy: 'every_task' })
  expect(runStore.listEvents(run.id)).toMatchObject([
    { source: 'system', kind: 'run_created', payload: { goal: 'Goal', repoPath: '/repo' } },
  ])
})

test('runs are listed newest first, whatever their times say', () => {
  const { runStore } = memoryStore()
  const ids = Array.from({ length: 50 }, (_, n) => runStore.createRun(`run ${n}`, '/repo').id)
  expect(runStore.listRuns().map(({ id }) => id)).toEqual(ids.reverse())
})

test('an update sets what is given, clears what is null and keeps the rest', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'one')
  const { runStore } = store
  const all = { status: 'running', summary: 'half done', currentTaskId: taskIds[0] ?? null } as const
  expect(runStore.updateRun(runId, all)).toMatchObject(all)
  expect(runStore.updateRun(runId, {})).toMatchObject(all)
  expect(runStore.updateRun(runId, { summary: null })).toMatchObject({ ...all, summary: null })
  expect(runStore.updateRun(runId, { currentTaskId: null, status: 'completed' })).toMatchObject({
    status: 'completed',
    currentTaskId: null,
  })
  expect(() => runStore.updateRun(runId, { currentTaskId: 'nobody' })).toThrow('Task not found: nobody')
})

test('counters', () => {
  const { runStore } = memoryStore()
  const { id } = runStore.createRun('Goal', '/repo')
  runStore.incrementCycle(id)
  runStore.incrementCycle(id)
  runStore.incrementReplanCount(id)
  expect(runStore.getRun(id)).toMatchObject({ cycleCount: 2, replanCount: 1 })
})

test('what does not exist is named', () => {
  const { runStore } = memoryStore()
  const unknownRun = 'Run not found: nobody'
  expect(() => runStore.getRun('nobody')).toThrow(unknownRun)
  expect(() => runStore.updateRun('nobody', {})).toThrow(unknownRun)
  expect(() => runStore.incrementCycle('nobody')).toThrow(unknownRun)
  expect(() => runStore.incrementReplanCount('nobody')).toThrow(unknownRun)
  expect(() => runStore.addEvent('nobody', 'system', 'x', 'x', {})).toThrow(unknownRun)
  expect(() => runStore.addArtifact('nobody', null, 'x', 'x', {})).toThrow(unknownRun)
  expect(() => runStore.addApproval('nobody', 'human', 'approved', '', {})).toThrow(unknownRun)
  expect(() => runStore.addCheckpoint('nobody', 'running', {})).toThrow(unknownRun)
  expect(() => runStore.replacePendingTasks('nobody', [draft('x')])).toThrow(unknownRun)
  expect(() => runStore.buildSnapshot('nobody')).toThrow(unknownRun)
  expect(() => runStore.getTask('nobody')).toThrow('Task not found: nobody')
  expect(() => runStore.completeTask('nobody', '')).toThrow('Task not found: nobody')
  const mine = runStore.createRun('Goal', '/repo')
  const other = runStore.createRun('Goal', '/repo')
  const [task] = runStore.replacePendingTasks(other.id, [draft('x')])
  expect(() => runStore.addTaskAttempt(mine.id, task?.id ?? '', 1, 'failed', '', {}, null)).toThrow(
    'does not belong to run',
  )
})

test('an agent has one state per role', () => {
  const { runStore } = memoryStore()
  const { id: runId } = runStore.createRun('Goal', '/repo')
  expect(runStore.getAgentState(runId, 'checker')).toBeNull()
  const state = {
    runId,
    role: 'checker',
    sessionId: 'session',
    turns: 3,
    rotationCount: 1,
    lastPromptPath: 'a',
    lastResponsePath: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  } as const
  runStore.saveAgentState(state)
  expect(runStore.getAgentState(runId, 'checker')).toEqual(state)
  runStore.saveAgentState({ ...state, sessionId: null, turns: 4 })
  expect(runStore.getAgentState(runId, 'checker')).toEqual({ ...state, sessionId: null, turns: 4 })
  expect(runStore.getAgentState(runId, 'strategy')).toBeNull()
})

test('replacing abandons what is open and keeps the given order', () => {
  const store = memoryStore()
  const { runId } = runWithTasks(store, 'done', 'working', 'waiting')
  const { runStore } = store
  const done = runStore.claimNextPendingTask(runId)
  runStore.completeTask(done?.id ?? '', 'did it')
  const started = store.startAttempt(runId, 'base')
  const titles = Array.from({ length: 30 }, (_, n) => `new ${n}`)
  const added = runStore.replacePendingTasks(
    runId,
    titles.map((title) => draft(title, { allowedPaths: [] })),
  )
  expect(added.map(({ title, status }) => `${title} ${status}`)).toEqual(titles.map((title) => `${title} pending`))
  const tasks = runStore.listTasks(runId)
  expect(tasks.slice(0, 3).map(({ title, status }) => `${title} ${status}`)).toEqual([
    'done completed',
    'working abandoned',
    'waiting abandoned',
  ])
  expect(tasks.slice(3)).toEqual(added)
  expect(store.getAttempt(started?.attempt.id ?? '').status).toBe('interrupted')
  expect(store.readFacts(runId).facts).toMatchObject({ live: [], counts: { pending: 30, abandoned: 2, completed: 1 } })
})

test('tasks are listed in plan order, all or by status', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'a', 'b', 'c', 'd')
  const [a = '', b = ''] = taskIds
  store.runStore.blockTask(b, 'stuck', 'agent:x')
  store.runStore.completeTask(a, 'ok')
  const titles = (...statuses: Parameters<typeof store.listTasks>[1][]) =>
    store.listTasks(runId, statuses[0]).map(({ title }) => title)
  expect(titles()).toEqual(['a', 'b', 'c', 'd'])
  expect(titles([])).toEqual(['a', 'b', 'c', 'd'])
  expect(titles(['blocked', 'pending'])).toEqual(['b', 'c', 'd'])
  expect(titles(['abandoned'])).toEqual([])
})

test('claims go in plan order, a requeued task first again', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'a', 'b')
  const { runStore } = store
  expect(runStore.claimNextPendingTask(runId)).toMatchObject({ id: taskIds[0], status: 'in_progress', attemptCount: 1 })
  expect(runStore.claimNextPendingTask(runId)).toMatchObject({ id: taskIds[1] })
  expect(runStore.claimNextPendingTask(runId)).toBeNull()
  expect(runStore.requeueInProgressTasks(runId)).toBe(2)
  expect(runStore.claimNextPendingTask(runId)).toMatchObject({ id: taskIds[0], attemptCount: 2 })
})

test('four processes claim every task once [fault 28]', async () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const store = new RunStore(file)
  const { id } = store.createRun('Goal', '/repo')
  const tasks = store.replacePendingTasks(
    id,
    Array.from({ length: 400 }, (_, n) => draft(`task ${n}`)),
  )
  const claimers = Array.from({ length: 4 }, () => startScript('claim-all.ts', file, id))
  await Promise.all(claimers.map(({ firstLine }) => firstLine))
  for (const { child } of claimers) child.stdin?.end()
  const lines = await Promise.all(claimers.map((claimer) => claimer.lines))
  expect(lines.every(([first]) => first !== 'none')).toBe(true)
  expect(lines.flat().sort()).toEqual(tasks.map((task) => task.id).sort())
  expect(store.listTasks(id, ['in_progress']).every(({ attemptCount }) => attemptCount === 1)).toBe(true)
  store.close()
})

test('tasks end with summary and signature, from any state; completing clears the signature', () => {
  const store = memoryStore()
  const { taskIds } = runWithTasks(store, 'a')
  const [id = ''] = taskIds
  const { runStore } = store
  expect(runStore.blockTask(id, 'stuck', 'verify:v1')).toMatchObject({
    status: 'blocked',
    implementationSummary: 'stuck',
    blockerSignature: 'verify:v1',
  })
  expect(runStore.completeTask(id, 'well')).toMatchObject({
    status: 'completed',
    implementationSummary: 'well',
    blockerSignature: null,
  })
  expect(runStore.abandonTask(id, null, null)).toMatchObject({ status: 'abandoned', implementationSummary: null })
})

test('requeue leaves attempts past implement alone, and tells how many', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'implementing', 'checking', 'without attempt')
  const { runStore } = store
  const [implementing, checking] = [store.startAttempt(runId, 'base'), store.startAttempt(runId, 'base')]
  store.advanceAttempt(checking?.attempt.id ?? '', 'implement', 'check', {})
  runStore.claimNextPendingTask(runId)
  expect(runStore.requeueInProgressTasks(runId)).toBe(2)
  expect(taskIds.map((id) => store.getTask(id).status)).toEqual(['pending', 'in_progress', 'pending'])
  expect(store.getAttempt(implementing?.attempt.id ?? '').status).toBe('interrupted')
  expect(store.getAttempt(checking?.attempt.id ?? '').status).toBe('running')
  expect(runStore.requeueInProgressTasks(runId)).toBe(0)
  const events = runStore.listEvents(runId).filter(({ kind }) => kind === 'requeue_in_progress')
  expect(events).toMatchObject([{ source: 'system', payload: { count: 2 } }])
})

test('an attempt that was added is the one returned and the latest, however fast they come', () => {
  const store = memoryStore()
  const { runId, taskIds } = runWithTasks(store, 'a')
  const [taskId = ''] = taskIds
  for (let n = 1; n <= 300; n++) {
    const added = store.runStore.addTaskAttempt(runId, taskId, n, 'failed', `try ${n}`, { n }, `failed:${n}`)
    expect(added).toMatchObject({ attemptNumber: n, summary: `try ${n}`, resultJson: `{"n":${n}}` })
    expect(store.runStore.latestTaskAttempt(taskId)).toEqual(added)
  }
  const numbers = (limit?: number) => store.runStore.listRecentAttempts(runId, limit).map((one) => one.attemptNumber)
  expect(numbers()).toEqual(Array.from({ length: 12 }, (_, n) => 289 + n))
  expect(numbers(2)).toEqual([299, 300])
  expect(numbers(0)).toEqual([])
  expect(numbers(-1)).toEqual([])
})

test('the latest attempt of a task without one is null', () => {
  const store = memoryStore()
  const { taskIds } = runWithTasks(store, 'a')
  expect(store.runStore.latestTaskAttempt(taskIds[0] ?? '')).toBeNull()
})

test('events are the last ones, oldest first, with ids that grow', () => {
  const { runStore, listEventsAfter } = memoryStore()
  const run = runStore.createRun('Goal', '/repo')
  const other = runStore.createRun('Goal', '/repo')
  for (let n = 0; n < 120; n++) {
    runStore.addEvent(n % 2 ? other.id : run.id, 'system', 'kind', `message ${n}`, { n, text: STRANGE })
  }
  const events = runStore.listEvents(run.id)
  expect(events.map(({ message }) => message)).toEqual(Array.from({ length: 50 }, (_, n) => `message ${20 + 2 * n}`))
  expect(events[0]?.payload).toEqual({ n: 20, text: STRANGE })
  expect(runStore.listEvents(run.id, 1)).toEqual(events.slice(-1))
  expect(events.every(({ id }, n) => id > (events[n - 1]?.id ?? 0))).toBe(true)
  expect(listEventsAfter(run.id, events[9]?.id ?? 0, 3)).toEqual(events.slice(10, 13))
  expect(listEventsAfter(run.id, events.at(-1)?.id ?? 0, 3)).toEqual([])
})

test.each([undefined, null, 'text', 0, false, [1, { a: null }]])('a payload of %j is kept', (payload) => {
  const { runStore } = memoryStore()
  const { id } = runStore.createRun('Goal', '/repo')
  runStore.addEvent(id, 'system', 'kind', '', payload)
  expect(runStore.listEvents(id, 1)[0]?.payload).toEqual(payload ?? null)
})

test('artifacts, approvals and checkpoints', () => {
  const store = memoryStore()
  const { runStore } = store
  const { id } = runStore.createRun('Goal', '/repo')
  const plan = runStore.addArtifact(id, 'strategy', 'plan', 'runs/1/plan.md', { bytes: 3 })
  const log = runStore.addArtifact(id, null, 'verification_log', 'runs/1/log', null)
  expect(runStore.listArtifacts(id)).toEqual([plan, log])
  expect(runStore.listArtifacts(id, 'strategy')).toEqual([plan])
  expect(runStore.listArtifacts(id, 'checker')).toEqual([])
  expect(store.getArtifact(plan.id)).toMatchObject({ role: 'strategy', path: 'runs/1/plan.md', metadata: { bytes: 3 } })
  expect(() => store.getArtifact('nobody')).toThrow('Artifact not found: nobody')

  expect(runStore.latestApproval(id, 'human')).toBeNull()
  const first = runStore.addApproval(id, 'human', 'changes_requested', 'not yet', { a: 1 })
  const judged = runStore.addApproval(id, 'checker', 'approved', 'fine', {})
  const second = runStore.addApproval(id, 'human', 'approved', 'now', {})
  expect(runStore.listApprovals(id)).toEqual([first, judged, second])
  expect(runStore.latestApproval(id, 'human')).toEqual(second)

  const checkpoint = runStore.addCheckpoint(id, 'running', { n: 0 })
  expect(store.listCheckpoints(id)).toEqual([checkpoint])
  expect(store.countCheckpoints(id)).toBe(1)
})

test('a snapshot is bounded: the newest of each list, oldest first, and every open task', () => {
  const store = memoryStore()
  const { runStore } = store
  const { runId, taskIds } = runWithTasks(store, ...Array.from({ length: 260 }, (_, n) => `${n}`))
  for (const [n, taskId] of taskIds.entries()) {
    if (n < 110) runStore.completeTask(taskId, '')
    else if (n < 170) runStore.blockTask(taskId, '', null)
    else if (n < 230) runStore.abandonTask(taskId, '', null)
    runStore.addArtifact(runId, null, 'log', `${n}`, {})
    runStore.addApproval(runId, 'checker', 'approved', `${n}`, {})
    runStore.addTaskAttempt(runId, taskId, 1, 'completed', `${n}`, {}, null)
  }
  runStore.claimNextPendingTask(runId)
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `${from + n}`)
  const snapshot = runStore.buildSnapshot(runId)
  expect(snapshot.completedTasks.map(({ title }) => title)).toEqual(range(10, 110))
  expect(snapshot.blockedTasks.map(({ title }) => title)).toEqual(range(130, 230))
  expect(snapshot.inProgressTasks.map(({ title }) => title)).toEqual(['230'])
  expect(snapshot.pendingTasks.map(({ title }) => title)).toEqual(range(231, 260))
  expect(snapshot.recentAttempts.map(({ summary }) => summary)).toEqual(range(248, 260))
  expect(snapshot.approvals.map(({ rationale }) => rationale)).toEqual(range(210, 260))
  expect(snapshot.artifacts.map((artifact) => artifact.path)).toEqual(range(160, 260))
  expect(snapshot.recentEvents).toEqual(runStore.listEvents(runId))
  expect(snapshot.facts.counts).toEqual({ pending: 29, in_progress: 1, completed: 110, blocked: 60, abandoned: 60 })
  expect(snapshot.run).toEqual(runStore.getRun(runId))
  expect(snapshot.agents).toEqual({})
})

test('runs and gates are found by the beginning of their id; wildcards are no wildcards', () => {
  const store = memoryStore()
  const { id } = store.runStore.createRun('Goal', '/repo')
  const gate = store.openGate({ runId: id, kind: 'plan', question: '?', subject: {}, subjectHash: 'h' })
  expect(store.findRunsByPrefix(id.slice(0, 8).toUpperCase())).toEqual([store.getRun(id)])
  expect(store.findRunsByPrefix(id)).toHaveLength(1)
  expect(store.findGatesByPrefix(gate.id.slice(0, 8))).toEqual([gate])
  for (const prefix of ['%', '_', `${id}x`, 'zzz']) expect(store.findRunsByPrefix(prefix)).toEqual([])
  for (let n = 0; n < 20; n++) store.runStore.createRun('Goal', '/repo')
  expect(store.findRunsByPrefix('')).toHaveLength(10)
})
