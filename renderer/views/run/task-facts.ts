import type { TaskRecord } from '../../../shared/domain.ts'
import { isReplaced } from '../../../shared/replaced-task.ts'
import type { AttemptRow, RunView } from '../../../shared/views.ts'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { spentText } from './turn-words.ts'

/** An attempt as a small sign: solid, half, hatched, hollow, a line. */
export type Pip = 'completed' | 'working' | 'failed' | 'pending' | 'line'

const PIPS = {
  running: 'working',
  completed: 'completed',
  failed: 'failed',
  blocked: 'failed',
  interrupted: 'line',
} as const

export interface TaskFacts {
  task: TaskRecord
  /** Others do its work now. */
  isReplaced: boolean
  /** Its place among all tasks of the run, from 1: as evidence labels name it. */
  number: number
  /** Oldest first. */
  attempts: AttemptRow[]
  pips: Pip[]
  /** "verified · attempt 2", "attempt 2 of 3 · 3 criteria", "4 criteria · 2 steps". */
  note: string
  /** "31k tokens · $0.12" of all its turns; empty where nothing was reported. */
  spent: string
  /** Attempts that ended with the task's signature. */
  signatureCount: number
}

/** The tasks in plan order with what a list says of them. */
export function taskFacts({
  tasks,
  attempts,
  run,
  row,
  usage,
  origin,
}: Pick<RunView, 'tasks' | 'attempts' | 'run' | 'row' | 'usage' | 'origin'>): TaskFacts[] {
  const limit = run.config.limits.attemptsPerTask
  return tasks.map((task, index) => {
    // What a return to a checkpoint went back past is in the timeline.
    const own = attempts.filter(({ taskId, setAside }) => taskId === task.id && !setAside)
    const taken = origin.taken.find(({ taskId }) => taskId === task.id)
    const used = usage.tasks.find(({ taskId }) => taskId === task.id)
    const replaced = isReplaced(task, tasks)
    const note = taskNote(task, own, limit, row.imported)
    return {
      task,
      isReplaced: replaced,
      number: index + 1,
      attempts: own,
      pips: pipsOf(task, own),
      note: taken && own.length === 0 ? takenNote(task, taken.verified) : `${replaced ? TEXT.replaced : ''}${note}`,
      spent: used ? spentText({ ms: null, ...used }) : '',
      signatureCount: own.filter(({ blockerSignature }) => blockerSignature === task.blockerSignature).length,
    }
  })
}

function pipsOf({ status }: TaskRecord, attempts: readonly AttemptRow[]): Pip[] {
  const pips = attempts.map((attempt): Pip => PIPS[attempt.status])
  if (status === 'pending' && pips.length > 0) return [...pips, 'pending']
  return status === 'abandoned' && pips.length === 0 ? ['line'] : pips
}

/** Of a task that a fork took over and has not worked on. */
function takenNote({ status }: TaskRecord, isVerified: boolean): string {
  if (status !== 'completed') return TEXT.takenOverFromAnotherRun
  return isVerified ? TEXT.verifiedInRunItWasTakenFrom : TEXT.notVerified
}

function taskNote(task: TaskRecord, attempts: readonly AttemptRow[], limit: number, isImported: boolean): string {
  const last = attempts.at(-1)?.attemptNumber ?? 0
  const size = [
    counted(task.acceptanceCriteria.length, 'criterion'),
    task.verificationSteps.length === 0 ? 'no steps' : counted(task.verificationSteps.length, 'step'),
  ].join(' · ')
  const used = attempts.filter(({ status }) => status === 'failed' || status === 'blocked').length
  switch (task.status) {
    case 'completed': {
      // Only what this application observed is proof.
      const proof = isImported
        ? TEXT.notObserved
        : task.verificationSteps.length === 0
          ? TEXT.notVerifiedLower
          : 'verified'
      return last > 0 ? COMMON.taskAndAttempt(proof, last) : proof
    }
    case 'in_progress':
      if (last === 0) return size
      return TEXT.attemptAndCriteria(
        last,
        last <= limit ? TEXT.ofLimit(limit) : '',
        counted(task.acceptanceCriteria.length, 'criterion'),
      )
    case 'pending':
      return used > 0 ? TEXT.ofAttemptsUsed(used, limit, size) : size
    case 'blocked':
      return TEXT.notAccepted(counted(used, 'attempt'))
    case 'abandoned':
      return used > 0 ? TEXT.notAccepted(counted(used, 'attempt')) : TEXT.neverBegun
  }
}

/** What is looked at. `attempt` null: the task has none yet. */
export interface Selection {
  facts: TaskFacts
  attempt: AttemptRow | null
}

/** By the address: a task (then its newest attempt), an attempt, or else where work is going on. Null: there are no tasks. */
export function selectionOf(
  all: readonly TaskFacts[],
  item: string | null,
  openGateTask: string | null,
): Selection | null {
  const pinned = all.find(({ attempts }) => attempts.some(({ id }) => id === item))
  if (pinned) return { facts: pinned, attempt: pinned.attempts.find(({ id }) => id === item) ?? null }
  const facts =
    all.find(({ task }) => task.id === item) ??
    all.find(({ task }) => task.status === 'in_progress') ??
    all.find(({ task }) => task.id === openGateTask) ??
    latestTouched(all) ??
    all.find(({ task }) => task.status === 'pending') ??
    all[0]
  return facts === undefined ? null : { facts, attempt: facts.attempts.at(-1) ?? null }
}

function latestTouched(all: readonly TaskFacts[]): TaskFacts | undefined {
  const last = (facts: TaskFacts): string => facts.attempts.at(-1)?.createdAt ?? ''
  return all.filter(({ attempts }) => attempts.length > 0).sort((a, b) => (last(a) < last(b) ? 1 : -1))[0]
}

/**
 * The attempt whose evidence is worth looking at: the given one once there can be some, until then the one before it that was
 * verified.
 */
export function evidenceAttempt(attempts: readonly AttemptRow[], selected: AttemptRow): AttemptRow {
  const isBefore = ({ status, phase }: AttemptRow): boolean =>
    status === 'running' && (phase === 'implement' || phase === 'scope')
  if (!isBefore(selected)) return selected
  const earlier = attempts.filter(
    ({ attemptNumber, status }) => attemptNumber < selected.attemptNumber && status !== 'interrupted',
  )
  return earlier.at(-1) ?? selected
}
