/** Runs of earlier days, for the list and what was spent: rows without files. */
import type { Store } from '../../electron/store/store.ts'
import { AGENT_ROLES, type FinalRunStatus } from '../../shared/words.ts'
import type { RepositoryName } from './seeded-repositories.ts'

interface OlderRun {
  repository: RepositoryName
  goal: string
  status: FinalRunStatus
  summary: string
  /** How many tasks were completed, and abandoned. */
  tasks: [completed: number, abandoned: number]
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
  row('harbour-api', 'Stream CSV exports instead of buffering them', [3, 0], [1_410_000, 19, 1]),
  row('harbour-api', 'Give every 4xx answer a problem+json body', [5, 0], [2_670_000, 37, 2]),
  row(
    'tidepool-web',
    'Drop the polyfills that no browser needs',
    [1, 2],
    [610_000, 9, 3],
    ['cancelled', 'Cancelled by a person.'],
  ),
  row('harbour-api', 'Delete the unused v1 tariff endpoints', [2, 0], [550_000, 8, 4]),
  row('parcel-worker', 'Retry webhooks with jitter, at most for a day', [4, 0], [1_960_000, 31, 6]),
  row('tidepool-web', 'Say which field of a form is wrong', [2, 1], [830_000, 12, 9]),
  row('ledger-core', 'Read configuration from one schema at start', [4, 0], [3_120_000, 48, 12]),
]

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
  const [completed, abandoned] = tasks
  const drafts = Array.from({ length: completed + abandoned }, (_, index) => ({
    ...{ title: `Part ${index + 1}`, objective: `Part ${index + 1} of it.` },
    ...{ acceptanceCriteria: ['It holds'], verificationSteps: ['npm test'], allowedPaths: [] },
  }))
  for (const [index, task] of store.replacePendingTasks(id, drafts).entries()) {
    addTurns(store, { runId: id, taskId: task.id, at, costMicros: used.costMicros / drafts.length })
    if (index < completed) store.runStore.completeTask(task.id, 'Done.')
    else store.runStore.abandonTask(task.id, null, null)
  }
  const usage = { turns: 3 * drafts.length, costMicros: used.costMicros, activeMs: used.minutes * 60_000 }
  store.patchRun(id, {}, { ...usage, needsPlan: null })
  store.finishRun(id, status, summary)
  store.database.run('UPDATE runs SET created_at = ?, updated_at = ? WHERE id = ?', at, at, id)
}

/** Who plays what, and its part of what a task costs. */
const PLAYERS = {
  strategy: { agentId: 'claude', kind: 'plan', share: 0.2 },
  implementation: { agentId: 'codex', kind: 'implement', share: 0.6 },
  checker: { agentId: 'gemini', kind: 'check', share: 0.2 },
} as const

/** A turn of each role on one task. */
function addTurns(
  store: Store,
  { runId, taskId, at, costMicros }: { runId: string; taskId: string; at: string; costMicros: number },
): void {
  for (const role of AGENT_ROLES) {
    const { agentId, kind, share } = PLAYERS[role]
    const { id } = store.startTurn({ runId, agentId, role, kind, taskId, attemptId: null })
    const cost = Math.round(costMicros * share)
    store.endTurn(id, 'finished', {
      ...{ detail: null, sessionId: null, contextUsed: null, contextSize: null, agentVersion: null },
      ...{ tokens: Math.round(cost / 5), costMicros: cost },
    })
    const ended = new Date(Date.parse(at) + 90_000).toISOString()
    store.database.run('UPDATE turns SET started_at = ?, finished_at = ? WHERE id = ?', at, ended, id)
  }
}
