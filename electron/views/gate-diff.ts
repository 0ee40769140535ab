import type { GateRecord } from '../../shared/domain.ts'
import type { AskedComment, EarlierComment, FileText, SinceDiff } from '../../shared/views.ts'
import { commitsOf, runComments } from '../engine/comments.ts'
import { readBlob } from '../git/blob.ts'
import { diff } from '../git/diff.ts'
import { findGitDirs } from '../git/find-git-dirs.ts'
import { type GitRepository, openGit } from '../git/git.ts'
import { GitFailed } from '../git/spawn-git.ts'
import type { Store } from '../store/store.ts'
import { lineNow } from './line-now.ts'

/** Bytes of a file, or of a diff, that a window is given at once. */
const MAX_TEXT_BYTES = 1024 * 1024
const COMMENTED_KINDS: readonly GateRecord['kind'][] = ['task', 'final']

/** What a person asked for in comments before this question, with the answers and where their lines are now. */
export async function readEarlierComments(store: Store, gate: GateRecord): Promise<EarlierComment[]> {
  if (!COMMENTED_KINDS.includes(gate.kind)) return []
  const asked = runComments(store, gate.runId).filter(
    ({ gateId, taskId }) => gateId !== gate.id && (gate.kind === 'final' || taskId === null || taskId === gate.taskId),
  )
  if (asked.length === 0) return []
  const { head } = commitsOf(gate.subject)
  const places = head === null ? null : await unlessGone(() => placesNow(store, gate, asked, head))
  return asked.map((one) => ({
    ...one,
    answeredIn: one.answer === null ? null : store.getTask(one.answer.taskId).title,
    now: places?.get(one.comment.id) ?? null,
  }))
}

/** Where there is no repository any more there is nothing to look at, and what was written stays readable. */
async function unlessGone<T>(look: () => Promise<T>): Promise<T | null> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof GitFailed) return null
    throw error
  }
}

type Place = NonNullable<EarlierComment['now']>

async function placesNow(
  store: Store,
  gate: GateRecord,
  asked: readonly AskedComment[],
  head: string,
): Promise<Map<string, Place>> {
  const repository = await repositoryOf(store, gate)
  const diffs = new Map<string, string>()
  const files = new Map<string, string[] | null>()
  const places = new Map<string, Place>()
  for (const { comment, on } of asked) {
    const from = comment.side === 'old' ? on.base : on.head
    if (from === null) continue
    if (!diffs.has(from)) diffs.set(from, (await diffText(repository, from, head)) ?? '')
    const place = lineNow(diffs.get(from) ?? '', comment.path, comment.line)
    if (place === null) continue
    if (!files.has(place.path)) files.set(place.path, await linesOf(repository, head, place.path))
    const text = files.get(place.path)?.[place.line - 1]
    if (text !== undefined) places.set(comment.id, { ...place, text: text.slice(0, MAX_LINE) })
  }
  return places
}

const MAX_LINE = 2_000

async function linesOf(repository: GitRepository, commit: string, path: string): Promise<string[] | null> {
  const blob = await readBlob(repository, commit, path, MAX_TEXT_BYTES)
  return blob?.bytes?.toString('utf8').split('\n') ?? null
}

async function diffText(repository: GitRepository, from: string, to: string): Promise<string | null> {
  const bytes = await diff(repository, from, to)
  return bytes.length > MAX_TEXT_BYTES * 2 ? null : new TextDecoder().decode(bytes)
}

/**
 * A file on one side of the diff that a gate is about. Null: it is not there. `text` null: it is too large, or no text. Throws
 * `GitFailed` where the repository cannot be read.
 */
export async function readGateFile(
  store: Store,
  gate: GateRecord,
  { path, side }: { path: string; side: 'old' | 'new' },
): Promise<FileText | null> {
  const { base, head } = commitsOf(gate.subject)
  const commit = side === 'old' ? base : head
  if (commit === null) return null
  const blob = await readBlob(await repositoryOf(store, gate), commit, path, MAX_TEXT_BYTES)
  if (blob === null) return null
  const isText = blob.bytes !== null && !blob.bytes.includes(0)
  return { text: isText ? (blob.bytes?.toString('utf8') ?? null) : null, total: blob.total }
}

/**
 * What changed since the person (or verification) last saw this work: since the attempt before, or since the result that changes were
 * requested of. Null: there is nothing before. Throws `GitFailed` where the repository cannot be read.
 */
export async function readSinceDiff(store: Store, gate: GateRecord): Promise<SinceDiff | null> {
  const { head } = commitsOf(gate.subject)
  const before = gate.kind === 'final' ? reviewedBefore(store, gate) : attemptBefore(store, gate)
  if (head === null || before === null) return null
  const text = await diffText(await repositoryOf(store, gate), before.commit, head)
  return { ...before, head, text }
}

type Before = Pick<SinceDiff, 'commit' | 'attempt'>

function attemptBefore(store: Store, { taskId, attemptId }: GateRecord): Before | null {
  if (taskId === null) return null
  const attempts = store.listAttempts(taskId)
  const at = attempts.findIndex(({ id }) => id === attemptId)
  const before = attempts.slice(0, Math.max(0, at)).findLast(({ candidateCommit }) => candidateCommit !== null)
  return before?.candidateCommit == null ? null : { commit: before.candidateCommit, attempt: before.attemptNumber }
}

function reviewedBefore(store: Store, gate: GateRecord): Before | null {
  const earlier = store
    .listApprovals(gate.runId)
    .filter(({ source, verdict }) => source === 'human' && verdict === 'changes_requested')
    .flatMap(({ payload }) => gateOf(store, payload, gate) ?? [])
    .at(-1)
  const commit = earlier === undefined ? null : commitsOf(earlier.subject).head
  return commit === null ? null : { commit, attempt: null }
}

/** The final question that an approval answered, if it was another one than `gate`. */
function gateOf(store: Store, payload: unknown, gate: GateRecord): GateRecord | null {
  const id = typeof payload === 'object' && payload !== null && 'gateId' in payload ? payload.gateId : null
  const found = typeof id === 'string' ? (store.findGatesByPrefix(id)[0] ?? null) : null
  return found?.kind === 'final' && found.id !== gate.id ? found : null
}

async function repositoryOf(store: Store, { runId }: GateRecord): Promise<GitRepository> {
  return openGit((await findGitDirs(store.getRun(runId).repoPath)).commonDir)
}
