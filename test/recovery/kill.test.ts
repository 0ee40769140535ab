/** kill -9 of the whole application in the middle of trying a plan and of each phase, then `triptych resume`: docs/contracts.md section 4. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { databaseFile } from '../../electron/home.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { makeOneTask, type OneTask } from '../support/one-task.ts'
import { start, triptych } from '../support/terminal.ts'

/** Up to three whole runs a test, each of a dozen processes: a busy machine takes its time, and nothing here is about speed. */
const PATIENCE_MS = 60_000
vi.setConfig({ testTimeout: 3 * PATIENCE_MS })

const RUN = ['--goal', 'Add sum', '--policy', 'unattended', '--agent', 'demo']

/** Its steps write where a sandbox lets nobody write, and are still there after the kill. */
const LEAVES_TRACES = ['--sandbox', 'off']

async function killWhen(job: OneTask, reached: (output: string) => boolean, ...more: string[]): Promise<string> {
  const running = start(job.terminal, ['run', '--repo', job.repository.root, ...RUN, ...more])
  await vi.waitFor(() => expect(reached(running.output()), running.output()).toBe(true), {
    timeout: PATIENCE_MS,
    interval: 20,
  })
  running.child.kill('SIGKILL')
  await running.finished
  return read(job, (store) => store.runStore.listRuns()[0]?.id ?? '')
}

function read<T>({ terminal }: OneTask, look: (store: Store) => T): T {
  const store = openStore(databaseFile(terminal.home))
  try {
    return look(store)
  } finally {
    store.close()
  }
}

interface Told {
  status: string
  attempts: string[]
  turns: string[]
  answered: string[]
}

/** Attempts in order, and every turn by role, kind and how it ended. */
function told(job: OneTask, runId: string): Told {
  return read(job, (store) => {
    const turns = store.runStore.listEvents(runId, 10_000).filter(({ kind }) => kind === 'turn_started')
    const ended = store.listTurns(runId).map(({ role, kind, state }) => `${role} ${kind} ${state}`)
    expect(ended).toHaveLength(turns.length)
    return {
      status: store.getRun(runId).status,
      attempts: store.runStore
        .listRecentAttempts(runId)
        .map(({ attemptNumber, status }) => `${attemptNumber} ${status}`),
      turns: ended,
      answered: store.runStore.listEvents(runId, 10_000).map(({ id }) => String(id)),
    }
  })
}

const resume = async (job: OneTask, runId: string): Promise<void> => {
  const before = told(job, runId)
  expect(before.status).not.toBe('completed')
  const resumed = await triptych(job.terminal, 'resume', runId)
  expect(resumed.exitCode, resumed.stdout + resumed.stderr).toBe(0)
  // Nothing that was written before the kill is gone.
  expect(told(job, runId).answered.slice(0, before.answered.length)).toEqual(before.answered)
}

test('in implement: the attempt is interrupted, its files are kept, a second attempt does the work', async () => {
  const write = { write: { path: 'src/half.js', content: 'half\n' } }
  const job = makeOneTask({
    implementation: [write, { write: { path: 'src/sum.js', content: 'export const sum = (a, b) => a + b\n' } }],
    env: { TRIPTYCH_DEMO_FAULT: 'slow@implementation:1' },
  })
  const runId = await killWhen(job, (output) => output.includes('word-2'))
  await resume(job, runId)
  expect(told(job, runId)).toMatchObject({
    status: 'completed',
    attempts: ['1 interrupted', '2 completed'],
    turns: [
      'strategy plan finished',
      'implementation implement interrupted',
      'implementation implement finished',
      'checker check finished',
      'strategy review finished',
      'checker review finished',
    ],
  })
})

/** The second of three steps hangs until the flag is there, and leaves it. `when` must be true, or a step ends at once. */
const hangingStep = (when: string) => (folder: string) => [
  `${when}; echo run >> ${folder}/one`,
  `${when}; echo run >> ${folder}/two; test -e ${folder}/flag || { touch ${folder}/flag; sleep 600; }`,
  `${when}; echo run >> ${folder}/three`,
]

const runsOf = (job: OneTask) =>
  ['one', 'two', 'three'].map((file) => readFileSync(path.join(job.folder, file), 'utf8').trim().split('\n').length)

test('in verify, the second of three steps: the first stands, the second runs again, the third once; leftovers are ended', async () => {
  const job = makeOneTask({ verificationSteps: hangingStep('test -e src/sum.js || exit 1') })
  const runId = await killWhen(job, () => existsSync(path.join(job.folder, 'flag')), ...LEAVES_TRACES)
  const step = `${job.folder}/two`
  expect(processesWith(step), 'the kill leaves the step running').toHaveLength(1)
  await resume(job, runId)
  expect(processesWith(step)).toEqual([])
  const { status, attempts, turns } = told(job, runId)
  expect({ status, attempts }).toEqual({ status: 'completed', attempts: ['1 completed'] })
  expect(turns.filter((turn) => turn.startsWith('implementation'))).toEqual(['implementation implement finished'])
  // The review runs each step once more on the head.
  expect(runsOf(job)).toEqual([2, 3, 2])
})

test('in tryPlan: the plan and the first step stand, the second runs again, the third once, and then the plan is accepted', async () => {
  const job = makeOneTask({ verificationSteps: hangingStep('test ! -e src/sum.js || exit 0') })
  const runId = await killWhen(job, () => existsSync(path.join(job.folder, 'flag')), ...LEAVES_TRACES)
  const step = `${job.folder}/two`
  expect(processesWith(step), 'the kill leaves the step running').toHaveLength(1)
  const kinds = () => read(job, (store) => store.listEvents(runId, 1_000).map(({ kind }) => kind))
  expect(kinds()).toContain('plan_proposed')
  expect(kinds()).not.toContain('plan_accepted')
  await resume(job, runId)
  expect(processesWith(step)).toEqual([])
  expect(runsOf(job)).toEqual([1, 2, 1])
  const counts = ['plan_proposed', 'baseline_finished', 'plan_tried', 'plan_accepted', 'attempt_started'].map(
    (kind) => kinds().filter((other) => other === kind).length,
  )
  expect(counts).toEqual([1, 3, 1, 1, 1])
  const { status, turns } = told(job, runId)
  expect({ status, planned: turns.filter((turn) => turn.startsWith('strategy plan')) }).toEqual({
    status: 'completed',
    planned: ['strategy plan finished'],
  })
})

test('in check: a new checker turn in the same attempt; nothing is implemented or verified again', async () => {
  const job = makeOneTask({
    verificationSteps: (folder) => [`echo run >> ${folder}/one`],
    env: { TRIPTYCH_DEMO_FAULT: 'slow@checker:1' },
  })
  const runId = await killWhen(job, (output) => output.includes('word-2'), ...LEAVES_TRACES)
  await resume(job, runId)
  const { status, attempts, turns } = told(job, runId)
  expect({ status, attempts }).toEqual({ status: 'completed', attempts: ['1 completed'] })
  expect(turns.filter((turn) => /implementation|check /.test(turn))).toEqual([
    'implementation implement finished',
    'checker check interrupted',
    'checker check finished',
  ])
  // Before any work, in verification, and in the review.
  expect(readFileSync(path.join(job.folder, 'one'), 'utf8')).toBe('run\nrun\nrun\n')
})

test('after a restart nothing spends money until a person resumes', async () => {
  const job = makeOneTask({ env: { TRIPTYCH_DEMO_FAULT: 'slow@implementation:1' } })
  const runId = await killWhen(job, (output) => output.includes('word-2'))
  const { TRIPTYCH_DEMO_FAULT: _fault, ...calm } = job.terminal.env
  const next = { ...job.terminal, env: calm }
  const other = await triptych(next, 'run', '--repo', job.repository.root, ...RUN)
  expect(other.exitCode, other.stderr).toBe(0)
  expect(told(job, runId)).toMatchObject({ status: 'paused', attempts: ['1 interrupted'] })
  await resume(job, runId)
})

/** Ids of the processes whose command line holds a text. */
function processesWith(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)
    } catch (error) {
      // It ended between the listing and the look.
      if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))) return false
      throw error
    }
  })
}
