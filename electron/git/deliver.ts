import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Delivery } from '../../shared/config.ts'
import { assertNever, type Refusal } from '../../shared/result.ts'
import { patch } from './diff.ts'
import { hasCode } from './disk.ts'
import type { GitRepository } from './git.ts'
import { compareAndSet, readRef } from './refs.ts'

export interface DeliveredRun {
  readonly branch: string
  readonly base: string
  readonly head: string
}
export type DeliveryResult =
  | { kind: 'delivered'; detail: string; patch?: Uint8Array }
  | { kind: 'refused'; refusal: Refusal }

/** Delivers, or refuses and leaves everything as it was. A delivery that was already made is delivered again without a change. */
export async function deliver(
  repository: GitRepository,
  delivery: Delivery,
  run: DeliveredRun,
): Promise<DeliveryResult> {
  switch (delivery.kind) {
    case 'branch':
      return deliverBranch(repository, run)
    case 'fast_forward':
      return fastForward(repository, delivery, run)
    case 'patch': {
      const bytes = await patch(repository, run.base, run.head)
      return { kind: 'delivered', detail: `Patch of ${run.base} to ${run.head}, ${bytes.length} bytes`, patch: bytes }
    }
    case 'pull_request':
      return refused(
        'not_available',
        'Opening a pull request is not available in this version.',
        `Choose the delivery "branch", push ${run.branch} and open the pull request from it.`,
      )
    default:
      return assertNever(delivery)
  }
}

const refusal = (code: string, message: string, remedy: string): Refusal => ({ code, message, remedy })

const refused = (code: string, message: string, remedy: string): DeliveryResult => ({
  kind: 'refused',
  refusal: refusal(code, message, remedy),
})

async function deliverBranch(repository: GitRepository, run: DeliveredRun): Promise<DeliveryResult> {
  const actual = await readRef(repository, `refs/heads/${run.branch}`)
  if (actual === run.head) return { kind: 'delivered', detail: `Branch ${run.branch} is at ${run.head}` }
  const way =
    actual === null
      ? `Somebody else removed it. Put it back with git branch ${run.branch} ${run.head}, and approve again.`
      : `Somebody else moved it. Keep what is on it under another name, put the branch back on ${run.head}, and approve again.`
  return refused(
    'branch_moved',
    `The run's branch ${run.branch} is ${at(actual)}, but the approved result is ${run.head}.`,
    way,
  )
}

const at = (commit: string | null): string => (commit === null ? 'gone' : `at ${commit}`)

async function fastForward(
  repository: GitRepository,
  target: { branch: string; expectedCommit: string },
  run: DeliveredRun,
): Promise<DeliveryResult> {
  const ref = `refs/heads/${target.branch}`
  const actual = await readRef(repository, ref)
  const done: DeliveryResult = { kind: 'delivered', detail: `Branch ${target.branch} is at ${run.head}` }
  if (actual === run.head) return done
  if (actual !== target.expectedCommit) return targetMoved(target, actual)
  const problem = await forwardProblem(repository, target, run)
  if (problem !== null) return { kind: 'refused', refusal: problem }
  const reason = `triptych: fast-forward to ${run.branch}`
  const move = await compareAndSet(repository, ref, run.head, target.expectedCommit, reason)
  return move.moved ? done : targetMoved(target, move.actual)
}

function targetMoved(target: { branch: string; expectedCommit: string }, actual: string | null): DeliveryResult {
  return refused(
    actual === null ? 'target_missing' : 'target_moved',
    `The branch ${target.branch} is ${at(actual)}, but was at ${target.expectedCommit} when this delivery was chosen.`,
    'Look at what is there now, then approve a delivery again.',
  )
}

/** Why a branch that is still at `expectedCommit` cannot be moved to the result; null if it can. Changes nothing. */
export async function forwardProblem(
  repository: GitRepository,
  target: { branch: string; expectedCommit: string },
  run: Pick<DeliveredRun, 'branch' | 'head'>,
): Promise<Refusal | null> {
  const isAncestor = ['merge-base', '--is-ancestor', target.expectedCommit, run.head]
  if ((await repository.run(isAncestor, { answers: [0, 1] })).exitCode === 1) {
    return refusal(
      'not_fast_forward',
      `The branch ${target.branch} at ${target.expectedCommit} has commits that the result ${run.head} does not contain.`,
      `Choose the delivery "branch" and merge ${run.branch} yourself.`,
    )
  }
  const symbolic = ['symbolic-ref', '--quiet', `refs/heads/${target.branch}`]
  if ((await repository.run(symbolic, { answers: [0, 1] })).exitCode === 0) {
    return refusal(
      'target_symbolic',
      `${target.branch} is only another name of a branch.`,
      'Choose the branch that it stands for.',
    )
  }
  const folder = await whereCheckedOut(repository, target.branch)
  if (folder === null) return null
  return refusal(
    'target_checked_out',
    `The branch ${target.branch} is checked out in ${folder}; moving it to ${run.head} would change what you see there.`,
    `Choose the delivery "branch" and merge ${run.branch} there, or check out another branch there and approve again.`,
  )
}

/** The folder in which a branch is checked out, or is being rebased; null if there is none. */
async function whereCheckedOut(repository: GitRepository, branch: string): Promise<string | null> {
  const { stdout } = await repository.run(['worktree', 'list', '--porcelain'])
  let folder = ''
  for (const line of stdout.toString('utf8').split('\n')) {
    if (line.startsWith('worktree ')) folder = line.slice('worktree '.length)
    if (line === `branch refs/heads/${branch}`) return folder
  }
  return whereRebased(repository, branch)
}

/** A rebase detaches HEAD and puts the branch there at its end, so it is as good as checked out. */
async function whereRebased(repository: GitRepository, branch: string): Promise<string | null> {
  const linked = path.join(repository.gitDir, 'worktrees')
  const names = (await orNothing(readdir(linked))) ?? []
  for (const folder of [repository.gitDir, ...names.map((name) => path.join(linked, name))]) {
    for (const file of ['rebase-merge/head-name', 'rebase-apply/head-name', 'BISECT_START']) {
      const text = await orNothing(readFile(path.join(folder, file), 'utf8'))
      if ([branch, `refs/heads/${branch}`].includes(text?.trim() ?? '')) return folder
    }
  }
  return null
}

async function orNothing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null
    throw error
  }
}
