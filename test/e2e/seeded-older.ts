/** Runs of earlier days, for the list and what was spent: rows without files. */
import type { Store } from '../../electron/store/store.ts'
import type { AgentRole, FinalRunStatus } from '../../shared/words.ts'
import type { RepositoryName } from './seeded-repositories.ts'

/** A title, and how often it was tried; 0: it was given up before. */
type OlderTask = readonly [title: string, attempts: number]

interface OlderRun {
  repository: RepositoryName
  goal: string
  status: FinalRunStatus
  summary: string
  tasks: readonly OlderTask[]
  costMicros: number
  minutes: number
  daysAgo: number
}

const row = (
  repository: RepositoryName,
  goal: string,
  tasks: OlderRun['tasks'],
  [costMicros, minutes, daysAgo]: [number, number, number],
  [status, summary]: [FinalRunStatus, string] = ['completed', 'The branch is ready.'],
): OlderRun => ({ repository, goal, tasks, costMicros, minutes, daysAgo, status, summary })

/** The newest first. */
const OLDER: readonly OlderRun[] = [
  row(
    'harbour-api',
    'Stream CSV exports instead of buffering them',
    [
      ['Write rows as they are read', 1],
      ['Stop when the client goes away', 2],
      ['Count what was streamed', 1],
    ],
    [1_410_000, 19, 1],
  ),
  row(
    'harbour-api',
    'Give every 4xx answer a problem+json body',
    [
      ['One type for all errors', 1],
      ['Map what fails validation', 2],
      ['Map what is not found', 1],
      ['Say what may be retried', 1],
      ['Describe the members', 1],
    ],
    [2_670_000, 37, 2],
  ),
  row(
    'tidepool-web',
    'Drop the polyfills that no browser needs',
    [
      ['List what browsers lack', 1],
      ['Drop the one for fetch', 0],
      ['Drop the one for URL', 0],
    ],
    [610_000, 9, 3],
    ['cancelled', 'Cancelled by a person.'],
  ),
  row(
    'harbour-api',
    'Delete the unused v1 tariff endpoints',
    [
      ['Show that nobody calls them', 1],
      ['Remove routes and handlers', 1],
    ],
    [550_000, 8, 4],
  ),
  row(
    'parcel-worker',
    'Retry webhooks with jitter, at most for a day',
    [
      ['Jitter from a seed', 1],
      ['Give up after a day', 3],
      ['Keep what waits over a restart', 1],
      ['Tell what was given up', 1],
    ],
    [1_960_000, 31, 6],
  ),
  row(
    'tidepool-web',
    'Say which field of a form is wrong',
    [
      ['Name the field in the answer', 1],
      ['Put the message beside it', 2],
      ['Move the focus to it', 0],
    ],
    [830_000, 12, 9],
  ),
  row(
    'ledger-core',
    'Read configuration from one schema at start',
    [
      ['Write the schema', 1],
      ['Read it at start', 2],
      ['Refuse keys that are not known', 1],
      ['Take the old reader away', 1],
    ],
    [3_120_000, 48, 12],
  ),
]

/** What tasks cost beside each other, in their order. */
const WEIGHTS = [4, 5, 3, 6, 2]

export function seedOlderRuns(store: Store, repositories: Readonly<Record<RepositoryName, string>>): void {
  const now = Date.now()
  for (const older of OLDER.toReversed()) {
    const at = new Date(now - older.daysAgo * 24 * 60 * 60_000).toISOString()
    store.transaction(() => addOlderRun(store, older, repositories[older.repository], at))
  }
}

function addOlderRun(
  store: Store,
  { goal, status, summary, tasks, ...used }: OlderRun,
  repo: string,
  at: string,
): void {
  const { id } = store.runStore.createRun(goal, repo)
  const drafts = tasks.map(([title]) => ({
    ...{ title, objective: `${title}, with a test.` },
    ...{ acceptanceCriteria: ['It holds'], verificationSteps: ['npm test'], allowedPaths: [] },
  }))
  const planned = store.replacePendingTasks(id, drafts)
  const weightOf = (index: number): number => (WEIGHTS[index] ?? 1) * (tasks[index]?.[1] ?? 0)
  const all = tasks.reduce((sum, _, index) => sum + weightOf(index), 0)
  addTurn(store, 'strategy', { runId: id, taskId: null, attemptId: null, at, costMicros: used.costMicros })
  for (const [index, { id: taskId }] of planned.entries()) {
    const attempts = tasks[index]?.[1] ?? 0
    const costMicros = (used.costMicros * (WEIGHTS[index] ?? 1)) / all
    for (let left = attempts; left > 0; left--) addAttempt(store, { runId: id, at, costMicros, isLast: left === 1 })
    if (attempts > 0) store.runStore.completeTask(taskId, 'Done.')
    else store.runStore.abandonTask(taskId, null, null)
  }
  const turns = 1 + 2 * tasks.reduce((sum, [, attempts]) => sum + attempts, 0)
  const usage = { turns, costMicros: used.costMicros, activeMs: used.minutes * 60_000 }
  store.patchRun(id, {}, { ...usage, needsPlan: null })
  store.finishRun(id, status, summary)
  store.database.run('UPDATE runs SET created_at = ?, updated_at = ? WHERE id = ?', at, at, id)
}

interface Spent {
  runId: string
  at: string
  costMicros: number
}

/** One attempt at the task that is next: the last one is accepted, an earlier one fails its verification. */
function addAttempt(store: Store, { isLast, ...spent }: Spent & { isLast: boolean }): void {
  const started = store.startAttempt(spent.runId, 'a'.repeat(40))
  if (started === null) throw new Error('No task of the older run waits')
  const { id, taskId } = started.attempt
  for (const role of ['implementation', 'checker'] as const) {
    addTurn(store, role, { ...spent, taskId, attemptId: id })
  }
  const ended = isLast
    ? ({ summary: 'Done.', signature: null, counted: false } as const)
    : ({ summary: 'Verification v1 exited with 1.', signature: 'verify:v1=1', counted: true } as const)
  store.endAttempt(id, isLast ? 'completed' : 'failed', ended)
  if (!isLast) store.runStore.requeueInProgressTasks(spent.runId)
}

/** Who plays what, and its part of what is spent. */
const PLAYERS = {
  strategy: { agentId: 'claude', kind: 'plan', share: 0.2 },
  implementation: { agentId: 'codex', kind: 'implement', share: 0.6 },
  checker: { agentId: 'gemini', kind: 'check', share: 0.2 },
} as const

function addTurn(
  store: Store,
  role: AgentRole,
  { runId, taskId, attemptId, at, costMicros }: Spent & { taskId: string | null; attemptId: string | null },
): void {
  const { agentId, kind, share } = PLAYERS[role]
  const { id } = store.startTurn({ runId, agentId, role, kind, taskId, attemptId })
  const cost = Math.round(costMicros * share)
  store.endTurn(id, 'finished', {
    ...{ detail: null, sessionId: null, contextUsed: null, contextSize: null, agentVersion: null },
    ...{ tokens: Math.round(cost / 5), costMicros: cost },
  })
  const ended = new Date(Date.parse(at) + 90_000).toISOString()
  store.database.run('UPDATE turns SET started_at = ?, finished_at = ? WHERE id = ?', at, ended, id)
}
