import { checkpointFacts } from '../../shared/checkpoint-facts.ts'
import type { CheckpointRecord } from '../../shared/domain.ts'
import type { Refusal } from '../../shared/result.ts'
import type { CheckpointRef, FilesDiffer, ForkPreview, ReturnPreview } from '../../shared/views.ts'
import { diffStat } from '../cli/diff-stat.ts'
import type { GitPort, Workplace } from '../engine/git-port.ts'
import type { CheckpointState, StoredCheckpoint } from '../engine/records.ts'
import { NO_COMMIT, restoreHash, returnProblem } from '../engine/restore-state.ts'
import { GitFailed } from '../git/spawn-git.ts'
import { inTrash, unacknowledged } from '../start-run.ts'
import type { Store } from '../store/store.ts'

export interface PreviewParts {
  store: Store
  git: Pick<GitPort, 'diff'>
  place: Workplace
}

/** Why the run cannot return to it now; null: it can. Nobody would drive a removed run, nor any while history is missing. */
export function whyNoReturn(store: Store, stored: StoredCheckpoint): Refusal | null {
  const { runId } = stored.record
  if (store.trashOf(runId).state !== null) return inTrash(runId)
  const loss = store.blockingLoss()
  return loss ? unacknowledged(loss) : returnProblem(store, stored)
}

/** What returning to it would change. Changes nothing itself, and may be asked while the run works. */
export async function previewReturn(parts: PreviewParts, stored: StoredCheckpoint): Promise<ReturnPreview> {
  const { store } = parts
  const { record, state } = stored
  const { runId } = record
  const checkpoint = refOf(record)
  const read = store.database.read(() => {
    const now = store.captureState(runId)
    const target = state ?? now
    const change = store.compareWith(runId, target)
    const { live } = store.readFacts(runId).facts
    const open = store.listOpenGates(runId)
    return {
      hash: restoreHash(record.id, now),
      problem: refusalText(whyNoReturn(store, stored)),
      filesOnly: state === null,
      branch: store.getRun(runId).branch,
      head: { from: now.headCommit, to: target.headCommit },
      beginsWithFiles: checkpoint.commit !== target.headCommit,
      plan: { from: now.plan?.revision ?? null, to: target.plan?.revision ?? null },
      tasks: changedTasks(store, runId, target),
      interrupted: live.map(({ taskId }) => store.getTask(taskId).title),
      questions: {
        dropped: open.filter(({ id }) => !target.gates.includes(id)).map(({ question }) => question),
        again: target.gates.map((id) => store.getGate(id).question),
      },
      ...change,
    }
  })
  return { checkpoint, ...read, differ: await filesDiffer(parts, read.head.from, checkpoint.commit) }
}

/** What a run forked from it would begin with. */
export async function previewFork(parts: PreviewParts, { record, state }: StoredCheckpoint): Promise<ForkPreview> {
  const { store } = parts
  const checkpoint = refOf(record)
  const head = state?.headCommit ?? checkpoint.commit
  const tasks = (state?.tasks ?? []).flatMap(({ id, status }) =>
    status === 'abandoned' ? [] : [{ title: store.getTask(id).title, status }],
  )
  return {
    checkpoint,
    problem: checkpoint.commit === null ? refusalText(NO_COMMIT) : null,
    filesOnly: state === null,
    head,
    beginsWithFiles: checkpoint.commit !== head,
    plan: state?.plan?.revision ?? null,
    tasks,
    differ: await filesDiffer(parts, store.getRun(record.runId).headCommit, checkpoint.commit),
  }
}

function refOf(record: CheckpointRecord): CheckpointRef {
  const { id, runId, createdAt } = record
  return { id, runId, createdAt, ...checkpointFacts(record) }
}

const refusalText = (refusal: { message: string; remedy: string } | null): string | null =>
  refusal && `${refusal.message} ${refusal.remedy}`

/** Tasks that the state has not were planned later, and would be abandoned. */
function changedTasks(store: Store, runId: string, { tasks }: CheckpointState): ReturnPreview['tasks'] {
  const then = new Map(tasks.map(({ id, status }) => [id, status]))
  return store.listTasks(runId).flatMap(({ id, title, status: from }) => {
    const to = then.get(id) ?? 'abandoned'
    return from === to ? [] : [{ title, from, to }]
  })
}

const MAX_PATHS = 200

async function filesDiffer({ git, place }: PreviewParts, from: string | null, to: string | null): Promise<FilesDiffer> {
  if (from === null || to === null) return null
  try {
    const files = diffStat(new TextDecoder().decode(await git.diff(place, from, to)))
    const sum = (side: 'added' | 'removed'): number => files.reduce((total, file) => total + file[side], 0)
    const paths = files.slice(0, MAX_PATHS).map(({ path }) => path)
    return { files: files.length, added: sum('added'), removed: sum('removed'), paths }
  } catch (error) {
    if (error instanceof GitFailed) return null
    throw error
  }
}
