import type { TurnsUsage, UsageView } from '../../shared/views.ts'
import { FINAL_RUN_STATUSES, type RunStatus } from '../../shared/words.ts'
import type { Store } from '../store/store.ts'

const DEAREST_TASKS = 12

/** Of a goal in a list, as in the list of runs. */
const MAX_GOAL = 300

/** Reads what was spent. `days`: so many up to today, by this machine's calendar; null: all there were. */
export function readUsage(
  store: Store,
  { days, repoPath }: { days: number | null; repoPath: string | null },
  now: Date,
): UsageView {
  const first = days === null ? null : firstDay(days, now)
  const span = { since: first === null ? '' : first.toISOString(), repoPath }
  return store.database.read(() => {
    const runs = store.spentByRun(span)
    return {
      from: first === null ? null : dayOf(first),
      to: dayOf(now),
      spent: store.spentByDay(span, now.toISOString()),
      tasks: store.dearestTasks(span, DEAREST_TASKS),
      runs: countsOf(runs),
      delivered: deliveredOf(runs),
      ...attemptsOf(store.spentByAttempt(span)),
      open: store.openBudgets(repoPath).map(({ runId, goal, repoPath: path, limits, ...usage }) => ({
        runId,
        goal: goal.length <= MAX_GOAL ? goal : `${goal.slice(0, MAX_GOAL - 1)}…`.toWellFormed(),
        repoPath: path,
        limits,
        usage,
      })),
    }
  })
}

/** The midnight that begins the first of so many days up to today; a change of the clocks moves no day. */
function firstDay(days: number, now: Date): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (days - 1))
}

const pad = (value: number): string => String(value).padStart(2, '0')
const dayOf = (date: Date): string => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`

interface RunSpent extends TurnsUsage {
  status: RunStatus
}

function countsOf(runs: readonly RunSpent[]): UsageView['runs'] {
  const count = (status: RunStatus): number => runs.filter((run) => run.status === status).length
  const ended = { completed: count('completed'), failed: count('failed'), cancelled: count('cancelled') }
  return { ...ended, open: runs.filter(({ status }) => !FINAL_RUN_STATUSES.some((final) => final === status)).length }
}

function deliveredOf(runs: readonly RunSpent[]): UsageView['delivered'] {
  const costs = runs
    .flatMap(({ status, costMicros }) => (status === 'completed' && costMicros !== null ? [costMicros] : []))
    .sort((a, b) => a - b)
  return { runs: costs.length, medianMicros: medianOf(costs), dearestMicros: costs.at(-1) ?? null }
}

/** Of sorted values; between the two in the middle where their number is even. */
function medianOf(values: readonly number[]): number | null {
  const middle = values.length / 2
  const [low, high] = [values[Math.ceil(middle) - 1], values[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}

function attemptsOf(attempts: ReturnType<Store['spentByAttempt']>): Pick<UsageView, 'firstAttempts' | 'notAccepted'> {
  const lost = attempts.filter(({ status }) => status === 'failed' || status === 'blocked')
  const first = attempts.filter(({ attemptNumber }) => attemptNumber === 1)
  const accepted = first.filter(({ status }) => status === 'completed').length
  const refused = first.filter(({ status }) => status === 'failed' || status === 'blocked').length
  return {
    firstAttempts: { accepted, ended: accepted + refused },
    notAccepted: {
      turns: lost.reduce((sum, { turns }) => sum + turns, 0),
      tokens: sumOf(lost.map(({ tokens }) => tokens)),
      costMicros: sumOf(lost.map(({ costMicros }) => costMicros)),
    },
  }
}

/** Null: none is known. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}
