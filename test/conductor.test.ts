/** The driver on a real data folder, with the demo agent's processes. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Backend, openBackend } from '../electron/backend.ts'
import { type Conductor, type ConductorOptions, createConductor } from '../electron/conductor.ts'
import { setQuietTimer } from '../electron/timer.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../shared/config.ts'
import { startScript } from './store/support.ts'
import { makeOneTask, type OneTask } from './support/one-task.ts'

vi.setConfig({ testTimeout: 120_000 })

interface Bench {
  job: OneTask
  backend: Backend
  errors: { runId: string | null; message: string }[]
  conductor: Conductor
  begin(config?: Partial<RunConfig>): Promise<string>
}

interface Change {
  backend?: (real: Backend) => Partial<Backend>
  options?: Partial<ConductorOptions>
  env?: Record<string, string>
}

async function bench({ backend: change = () => ({}), options = {}, env = {} }: Change = {}): Promise<Bench> {
  const job = makeOneTask({ env })
  const real = await openBackend({ home: job.terminal.home, environment: job.terminal.env })
  const backend = { ...real, ...change(real) }
  const errors: Bench['errors'] = []
  const onError = (runId: string | null, error: unknown): void => {
    errors.push({ runId, message: error instanceof Error ? error.message : String(error) })
  }
  const conductor = createConductor(backend, { onError, ...options })
  onTestFinished(async () => {
    await conductor.stop()
    await real.close()
  })
  const begin = async (config: Partial<RunConfig> = {}): Promise<string> => {
    const repoPath = job.repository.root
    const started = await real.startRun({ repoPath, goal: 'Add sum', config: { ...DEFAULT_RUN_CONFIG, ...config } })
    if (!started.ok) throw new Error(started.error.message)
    return started.value.run.id
  }
  return { job, backend, errors, conductor, begin }
}

/** A run as it is recorded, without what is checked before. */
function record({ backend: { store }, job: { repository } }: Bench, config: Partial<RunConfig> = {}): string {
  const baseCommit = repository.git('rev-parse', 'HEAD')
  return store.transaction(() => {
    const { id } = store.runStore.createRun('Add sum', repository.root, { ...DEFAULT_RUN_CONFIG, ...config })
    store.patchRun(id, {}, { baseCommit, headCommit: baseCommit, branch: 'triptych/add-sum' })
    return id
  })
}

const until = (holds: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(holds()).toBe(true), { timeout: 100_000, interval: 20 })
const statusOf = ({ backend }: Bench, runId: string) => backend.store.getRun(runId).status
const asksForPlan = ({ backend }: Bench, runId: string) => backend.store.listOpenGates(runId)[0]?.kind === 'plan'
const UNATTENDED = { policy: 'unattended' } as const

test('every run that can go on is driven to its end, those that start later too', async () => {
  const it = await bench()
  await it.conductor.start()
  expect(it.conductor.owner()).toBeNull()
  const first = await it.begin(UNATTENDED)
  const second = await it.begin()
  await until(() => statusOf(it, first) === 'completed' && asksForPlan(it, second))
  expect(it.errors).toEqual([])
})

test('how many runs are driven is told with each change', async () => {
  const counts: number[] = []
  const it = await bench({ options: { onCount: (count) => counts.push(count) } })
  await it.conductor.start()
  const runId = await it.begin()
  await until(() => asksForPlan(it, runId) && counts.at(-1) === 0)
  expect(counts[0]).toBe(1)
  expect(Math.max(...counts)).toBe(1)
})

test('a run waits at its gate, and goes on once it is answered; a cancelled one is ended', async () => {
  const it = await bench()
  await it.conductor.start()
  const { store } = it.backend
  const [runId, other] = [await it.begin(), await it.begin()]
  await until(() => [runId, other].every((id) => store.listOpenGates(id).length === 1))
  const [gate = expect.fail('no gate')] = store.listOpenGates(runId)
  const answer = { subjectHash: gate.subjectHash, verdict: 'approved', source: 'human', rationale: '' } as const
  expect(it.backend.decide(gate.id, { ...answer, payload: {} }).ok).toBe(true)
  it.backend.control(other, 'cancel', 'person')
  await until(() => store.listTurns(runId).length === 2 && statusOf(it, other) === 'cancelled')
})

test('beside another owner nothing is driven; when it ends, this process takes over and a person resumes', async () => {
  const it = await bench({ options: { setTimer: (work, delayMs) => setQuietTimer(work, delayMs / 20) } })
  const holder = startScript('hold-lock.ts', it.backend.home)
  expect(await holder.firstLine).toBe('held')
  const runId = await it.begin()
  expect(it.conductor.owner()).toEqual({ pid: 0, host: 'unknown' })
  await it.conductor.start()
  expect(it.conductor.owner()).toMatchObject({ pid: holder.child.pid })
  it.conductor.look()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(it.backend.store.listTurns(runId)).toEqual([])
  holder.child.stdin?.end()
  await until(() => it.conductor.owner() === null)
  expect(it.backend.store.getInternals(runId)).toMatchObject({ control: 'pause', controlReason: 'restart' })
  it.backend.control(runId, 'resume', 'person')
  await until(() => asksForPlan(it, runId))
  expect(it.errors).toEqual([])
})

test('what works, and what goes on by itself later, is told; what waits for a person is not', async () => {
  const it = await bench({ env: { TRIPTYCH_DEMO_FAULT: 'hang@strategy:1' } })
  const { store } = it.backend
  await it.conductor.start()
  expect(it.conductor.working()).toEqual([])
  const working = await it.begin()
  await until(() => it.conductor.isDriven(working))
  expect(it.conductor.working()).toEqual([working])
  it.backend.control(working, 'pause', 'person')
  await until(() => it.conductor.working().length === 0)
  const later = record(it)
  const waitUntil = new Date(Date.now() + 3_600_000).toISOString()
  store.patchRun(later, {}, { waitUntil, waitReason: 'Too many requests.' })
  expect(it.conductor.working()).toEqual([later])
})

test('a limit whose time comes lets the run go on by itself', async () => {
  const it = await bench()
  const runId = await it.begin()
  const { store } = it.backend
  await it.conductor.start() // Takes over, so that the run is paused.
  const waitUntil = new Date(Date.now() + 700).toISOString()
  store.patchRun(runId, {}, { control: 'run', controlReason: null, waitUntil, waitReason: 'Too many requests.' })
  await until(() => store.getInternals(runId).waitUntil === null)
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(waitUntil))
  await until(() => asksForPlan(it, runId))
})

test('stop pauses what is driven, ends its agents, and resolves after that', async () => {
  const it = await bench({ env: { TRIPTYCH_DEMO_FAULT: 'slow@strategy:1' } })
  await it.conductor.start()
  const runId = await it.begin(UNATTENDED)
  const { store } = it.backend
  await until(() => store.listEvents(runId, 100).some(({ kind }) => kind === 'agent_output'))
  await Promise.all([it.conductor.stop(), it.conductor.stop()])
  expect(store.listTurns(runId)).toMatchObject([{ state: 'stopped' }])
  expect(store.getInternals(runId)).toMatchObject({ control: 'pause', controlReason: 'interrupted' })
  it.backend.control(runId, 'resume', 'person')
  it.conductor.look()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(store.listTurns(runId)).toHaveLength(1)
})

test('an agent that is gone by the time of its turn is asked for, and nothing breaks', async () => {
  const it = await bench()
  await it.conductor.start()
  const { store } = it.backend
  const gone = { strategy: { id: 'gone' }, implementation: { id: 'demo' }, checker: { id: 'demo' } }
  const runId = record(it, { agents: gone })
  await until(() => store.listOpenGates(runId)[0]?.kind === 'login')
  expect(store.listTurns(runId)).toMatchObject([{ state: 'login' }])
  expect(it.errors).toEqual([])
})

test('an exception out of a run pauses it alone, is told once, and the run is tried again when a person resumes', async () => {
  let broken: string | null = null
  const drive = vi.fn<Backend['drive']>()
  const it = await bench({
    backend: (real) => ({
      drive: drive.mockImplementation(async (runId, signal) => {
        if (runId === broken) throw new Error('Out of order')
        return real.drive(runId, signal)
      }),
    }),
  })
  await it.conductor.start()
  const { store } = it.backend
  const runId = record(it)
  broken = runId
  const other = await it.begin()
  await until(() => asksForPlan(it, other))
  expect(it.errors).toEqual([{ runId, message: 'Out of order' }])
  expect(store.getInternals(runId)).toMatchObject({ control: 'pause', controlReason: 'Out of order' })
  expect(drive.mock.calls.filter(([id]) => id === runId)).toHaveLength(1)
  broken = null
  it.backend.control(runId, 'resume', 'person')
  await until(() => asksForPlan(it, runId))
})

test('a run that cannot even be paused is not driven again with every commit, but after a minute', async () => {
  let now = Date.now()
  const timers: { work(): void; delayMs: number }[] = []
  const drive = vi.fn<Backend['drive']>(async () => {
    throw new Error('No space left on device')
  })
  const it = await bench({
    backend: () => ({ drive }),
    options: {
      now: () => now,
      setTimer: (work, delayMs) => {
        timers.push({ work, delayMs })
        return () => undefined
      },
    },
  })
  await it.conductor.start()
  const runId = await it.begin()
  it.backend.control(runId, 'cancel', 'person')
  await until(() => drive.mock.calls.length === 1)
  for (let commit = 0; commit < 5; commit += 1) {
    it.backend.store.addEvent(runId, 'system', 'imported', 'Something else.', {})
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(drive).toHaveBeenCalledTimes(1)
  expect(timers.at(-1)?.delayMs).toBe(60_000)
  now += 60_000
  timers.at(-1)?.work()
  await until(() => drive.mock.calls.length === 2)
})

test('where ownership cannot even be asked for, it is told once and tried again', async () => {
  let tries = 0
  const it = await bench({
    backend: (real) => ({
      own: async () => {
        tries += 1
        if (tries <= 3) throw new Error('Disk I/O error')
        return real.own()
      },
    }),
    options: { setTimer: (work) => setQuietTimer(work, 5) },
  })
  await it.conductor.start()
  expect(it.conductor.owner()).toEqual({ pid: 0, host: 'unknown' })
  await until(() => it.conductor.owner() === null)
  expect(it.errors).toEqual([{ runId: null, message: 'Disk I/O error' }])
})

test('a damaged run is told, and does not keep others from going on', async () => {
  const it = await bench()
  await it.conductor.start()
  const { store } = it.backend
  const damaged = store.transaction(() => {
    const { id } = store.runStore.createRun('Damaged', '/repository', DEFAULT_RUN_CONFIG)
    store.patchRun(id, {}, { baseCommit: 'b'.repeat(40) })
    store.database.run(`UPDATE runs SET config_json = 'no json' WHERE id = ?`, id)
    return id
  })
  const other = await it.begin()
  await until(() => asksForPlan(it, other))
  expect(it.errors).toEqual([{ runId: damaged, message: expect.stringContaining('Damaged row in table runs') }])
})
