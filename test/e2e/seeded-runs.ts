/** A data folder with one run in every state that a person meets, made by the real backend and the demo agents. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { devNull } from 'node:os'
import path from 'node:path'
import { makeSampleRepository, SAMPLE_GOAL } from '../../electron/agents/demo/sample-repository.ts'
import { type Backend, openBackend } from '../../electron/backend.ts'
import { findNode24, ROOT } from '../../scripts/child.mjs'
import { DEFAULT_LIMITS, DEFAULT_RUN_CONFIG, type Limits } from '../../shared/config.ts'
import type { Comment } from '../../shared/evidence.ts'
import type { ApprovalVerdict, GateKind, PolicyName } from '../../shared/words.ts'
import { seedOlderRuns } from './seeded-older.ts'
import { GOALS, PLANS } from './seeded-plans.ts'
import { REPOSITORIES, type RepositoryName } from './seeded-repositories.ts'
import { scriptOf } from './seeded-script.ts'

interface Scenario {
  repository: RepositoryName
  goal: string
  policy?: PolicyName
  limits?: Partial<Limits>
  /** How gates are answered until one comes that is not named here; that one stays open. */
  answers: Answers
  /** The run is not driven on after this answer. */
  stopAfter?: GateKind
  /** What is asked for of the first result that the run comes to; the second one stays open. */
  comments?: readonly Comment[]
}

/** The demo agent takes up the first, and can do nothing about a line that is gone. */
const COMMENTS: readonly Comment[] = [
  {
    path: 'src/split.ts',
    side: 'new',
    fromLine: 22,
    line: 23,
    text: 'Say why the first ones pay more where it is equal.',
  },
  { path: 'src/split.ts', side: 'old', line: 4, text: 'Was this rounded down before, too?' },
]

const PLAN_APPROVED = { plan: 'approved' } as const

/** Runs that are driven before a window is opened. In the list the last is the newest. */
const SCENARIOS = {
  failed: {
    repository: 'parcel-worker',
    goal: GOALS.failed,
    policy: 'unattended',
    limits: { replans: 0 },
    answers: {},
  },
  cancelled: { repository: 'tidepool-web', goal: GOALS.cancelled, answers: { plan: 'rejected' } },
  completed: { repository: 'ledger-core', goal: GOALS.completed, policy: 'unattended', answers: {} },
  limited: { repository: 'harbour-api', goal: GOALS.limited, answers: PLAN_APPROVED, stopAfter: 'plan' },
  budget: { repository: 'harbour-api', goal: GOALS.budget, limits: { turns: 3 }, answers: PLAN_APPROVED },
  task: { repository: 'ledger-core', goal: GOALS.task, policy: 'every_task', answers: PLAN_APPROVED },
  scope: { repository: 'tidepool-web', goal: GOALS.scope, answers: PLAN_APPROVED },
  blocked: { repository: 'tidepool-web', goal: GOALS.blocked, limits: { replans: 0 }, answers: PLAN_APPROVED },
  plan: { repository: 'ledger-core', goal: GOALS.plan, answers: {} },
  review: { repository: 'tally', goal: SAMPLE_GOAL, answers: PLAN_APPROVED, comments: COMMENTS },
} as const satisfies Record<string, Scenario>
type SeededName = keyof typeof SCENARIOS
const NAMES = Object.keys(SCENARIOS) as SeededName[]

/** Runs with a turn that must stay alive: they are started while a window has the data folder. */
const LIVE = {
  permission: { repository: 'parcel-worker', goal: GOALS.permission, answers: PLAN_APPROVED },
  working: { repository: 'harbour-api', goal: GOALS.working, answers: PLAN_APPROVED },
} as const satisfies Record<string, Scenario>

export interface SeededRuns {
  home: string
  /** What the host of the window needs in its environment, so that these runs can go on. */
  env: { TRIPTYCH_DEMO_SCRIPT: string; NODE_COMPILE_CACHE: string }
  /** Folders of the repositories by name. */
  repositories: Readonly<Record<RepositoryName, string>>
  /** Run ids. */
  runs: Readonly<Record<SeededName, string>>
}

/**
 * Makes `folder`/home and the repositories beside it. `folder` must be empty. Without comments the result is the first one, which
 * takes half as many turns.
 */
export async function seedRuns(folder: string, { isCommented = true } = {}): Promise<SeededRuns> {
  const root = realpathSync(folder)
  const home = path.join(root, 'home')
  const script = path.join(root, 'script.json')
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(script, JSON.stringify(scriptOf(PLANS)))
  // The agents start in half the time with their compiled form kept from the last time.
  const env = { TRIPTYCH_DEMO_SCRIPT: script, NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile') }
  const repositories = await makeRepositories(path.join(root, 'code'))
  const backend = await openBackend({ home, environment: environmentOf(env) })
  try {
    const owned = await backend.own()
    if (!owned.ok) throw new Error(`Another process drives ${home}`)
    seedOlderRuns(backend.store, repositories)
    const runs = await startAll(backend, repositories)
    await Promise.all(NAMES.map((name) => driveOn(backend, runs[name], SCENARIOS[name], isCommented)))
    return { home, env, repositories, runs }
  } finally {
    await backend.close()
  }
}

export type LiveRuns = Readonly<Record<keyof typeof LIVE, string>>

/**
 * Call it once a window has the data folder, which pauses every unfinished run: they go on, and the runs with a living turn are
 * started and come as far as they should.
 */
export async function wakeRuns({ home, env, repositories, runs }: SeededRuns): Promise<LiveRuns> {
  const backend = await openBackend({ home, environment: environmentOf(env) })
  const { store } = backend
  try {
    for (const name of ['budget', 'task', 'scope', 'blocked', 'plan', 'review'] as const) {
      backend.control(runs[name], 'resume', 'person')
    }
    waitForLimit(store, runs.limited)
    const working = await startScenario(backend, repositories, LIVE.working)
    const permission = await startScenario(backend, repositories, LIVE.permission)
    const isOpen = (runId: string, kind: GateKind): boolean =>
      store.listGates(runId).some((gate) => gate.kind === kind && gate.state === 'open')
    for (const runId of [working, permission]) {
      await until(() => isOpen(runId, 'plan'), 'a plan')
      answer(backend, runId, PLAN_APPROVED)
    }
    await until(() => isOpen(permission, 'permission'), 'a permission request')
    await until(() => store.listEvents(working, 1)[0]?.message.includes('first page') ?? false, 'the second attempt')
    return { permission, working }
  } finally {
    await backend.close()
  }
}

/** As if an agent had just reached its limit: only a real one says when it ends. */
function waitForLimit(store: Backend['store'], runId: string): void {
  const waitUntil = new Date(Date.now() + 71 * 60_000).toISOString()
  const waitReason = 'The demo agent reached its limit.'
  store.transaction(() => {
    store.patchRun(runId, {}, { control: 'run', controlReason: null, waitUntil, waitReason })
    const message = `The agent's limit is reached; the run waits until ${waitUntil}. ${waitReason}`
    store.addEvent(runId, 'implementation', 'turn_limited', message, { until: waitUntil })
  })
}

async function startAll(backend: Backend, repositories: SeededRuns['repositories']): Promise<SeededRuns['runs']> {
  const start = (name: SeededName): Promise<string> => startScenario(backend, repositories, SCENARIOS[name])
  return {
    failed: await start('failed'),
    cancelled: await start('cancelled'),
    completed: await start('completed'),
    limited: await start('limited'),
    budget: await start('budget'),
    task: await start('task'),
    scope: await start('scope'),
    blocked: await start('blocked'),
    plan: await start('plan'),
    review: await start('review'),
  }
}

async function startScenario(
  backend: Backend,
  repositories: SeededRuns['repositories'],
  { repository, goal, policy, limits }: Scenario,
): Promise<string> {
  const config = {
    ...DEFAULT_RUN_CONFIG,
    policy: policy ?? DEFAULT_RUN_CONFIG.policy,
    limits: { ...DEFAULT_LIMITS, ...limits },
  }
  const started = await backend.startRun({ repoPath: repositories[repository], goal, config })
  if (!started.ok) throw new Error(started.error.message)
  return started.value.run.id
}

async function driveOn(backend: Backend, runId: string, scenario: Scenario, isCommented: boolean): Promise<void> {
  const { signal } = new AbortController()
  let comments = isCommented ? scenario.comments : undefined
  while (true) {
    const rest = await backend.drive(runId, signal)
    if (rest.kind === 'end') return
    const answers: Answers =
      comments === undefined ? scenario.answers : { ...scenario.answers, final: 'changes_requested' }
    const answered = answer(backend, runId, answers, comments)
    if (answered === null || answered === scenario.stopAfter) return
    if (answered === 'final') comments = undefined
  }
}

type Answers = Partial<Record<GateKind, ApprovalVerdict>>

/** Answers the open gate if it is one that is answered; which it was. */
function answer(backend: Backend, runId: string, answers: Answers, comments?: readonly Comment[]): GateKind | null {
  const gate = backend.store.listGates(runId).find(({ state }) => state === 'open')
  const verdict = gate === undefined ? undefined : answers[gate.kind]
  if (gate === undefined || verdict === undefined) return null
  const { id, kind, subjectHash } = gate
  const payload = verdict === 'changes_requested' ? { comments } : undefined
  const decided = backend.decide(id, { subjectHash, verdict, source: 'human', rationale: '', payload })
  if (!decided.ok) throw new Error(`The ${kind} gate took no answer: ${decided.error.kind}`)
  return kind
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 300_000
  while (!holds()) {
    if (Date.now() > end) throw new Error(`There is still not ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function makeRepositories(folder: string): Promise<SeededRuns['repositories']> {
  const make = (name: keyof typeof REPOSITORIES): string => makeRepository(path.join(folder, name), REPOSITORIES[name])
  return {
    'harbour-api': make('harbour-api'),
    'parcel-worker': make('parcel-worker'),
    'ledger-core': make('ledger-core'),
    'tidepool-web': make('tidepool-web'),
    tally: await makeSampleRepository(path.join(folder, 'tally')),
  }
}

/** One commit, which is the same wherever it is made. */
function makeRepository(root: string, files: Readonly<Record<string, string>>): string {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
  }
  const person = { NAME: 'Ada', EMAIL: 'ada@example.org', DATE: '2026-05-01T08:00:00Z' }
  const people = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ])
  const env = {
    ...{ PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull },
    ...Object.fromEntries(people),
  }
  for (const args of [
    ['init', '--quiet', '--initial-branch=main', '--template='],
    ['add', '--all'],
    ['commit', '--quiet', '--message=First'],
  ]) {
    execFileSync('git', args, { cwd: root, env, stdio: 'pipe' })
  }
  return root
}

/** Verification steps run `node`, which must be the one that the product brings. */
function environmentOf(env: SeededRuns['env']): Record<string, string> {
  const node = path.dirname(findNode24() ?? process.execPath)
  return { PATH: [node, process.env['PATH'] ?? ''].join(path.delimiter), ...env }
}
