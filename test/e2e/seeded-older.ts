/** Runs of earlier days, for the list only: rows without files. */
import type { Store } from '../../electron/store/store.ts'
import type { FinalRunStatus } from '../../shared/words.ts'
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
    if (index < completed) store.runStore.completeTask(task.id, 'Done.')
    else store.runStore.abandonTask(task.id, null, null)
  }
  const usage = { turns: 3 * drafts.length, costMicros: used.costMicros, activeMs: used.minutes * 60_000 }
  store.patchRun(id, {}, { ...usage, needsPlan: null })
  store.finishRun(id, status, summary)
  store.database.run('UPDATE runs SET created_at = ?, updated_at = ? WHERE id = ?', at, at, id)
}
