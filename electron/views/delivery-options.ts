import type { Delivery } from '../../shared/config.ts'
import type { RunRecord } from '../../shared/domain.ts'
import type { Refusal } from '../../shared/result.ts'
import type { DeliveryOption } from '../../shared/views.ts'
import { branchesAt } from '../git/branches.ts'
import { forwardProblem } from '../git/deliver.ts'
import { isAbsent } from '../git/disk.ts'
import { findGitDirs, type GitDirs } from '../git/find-git-dirs.ts'
import { type GitRepository, openGit } from '../git/git.ts'
import { readRef } from '../git/refs.ts'
import { refusalOf } from '../git/refusals.ts'
import { type DeliveryFacts, deliveryOptions, type Target, unreadableOptions } from './delivery-texts.ts'

/** Branches offered to be moved to the result. */
const MAX_TARGETS = 5

type RunToDeliver = Pick<RunRecord, 'branch' | 'baseCommit' | 'repoPath' | 'config'>

/** What can be done with the commit `head` of a run, looked up just now; writes nothing. An imported run has nothing to deliver. */
export async function readDeliveryOptions(run: RunToDeliver, head: string): Promise<DeliveryOption[]> {
  const { branch, baseCommit: base, repoPath } = run
  if (branch === null || base === null) return []
  const result = { branch, base, head }
  const { delivery } = run.config
  if (await isAbsent(repoPath)) return unreadableOptions(result, delivery, gone(repoPath))
  try {
    const dirs = await findGitDirs(repoPath)
    return deliveryOptions(await readFacts(openGit(dirs.commonDir), dirs, result, delivery))
  } catch (error) {
    return unreadableOptions(result, delivery, refusalOf(repoPath, error))
  }
}

const gone = (repoPath: string): Refusal => ({
  code: 'not_found',
  message: `${repoPath} is not there any more, so nothing can be delivered.`,
  remedy: 'Put it back, then look again.',
})

async function readFacts(
  repository: GitRepository,
  dirs: GitDirs,
  run: DeliveryFacts['run'],
  configured: Delivery,
): Promise<DeliveryFacts> {
  const wanted = await targetsOf(repository, dirs, run.base, configured)
  const targets: Target[] = []
  for (const target of wanted) targets.push(await lookAt(repository, target, run))
  return {
    run,
    configured,
    commits: await countCommits(repository, run.base, run.head),
    ownBranch: await readRef(repository, `refs/heads/${run.branch}`),
    targets,
  }
}

interface Wanted {
  branch: string
  expectedCommit: string
}

/**
 * Where the result may go by a fast-forward: what the run was configured with, then the branches it can have started from. Which one
 * that was is not recorded: it is one that points at the base, or the checked-out one that went on from there.
 */
async function targetsOf(
  repository: GitRepository,
  dirs: GitDirs,
  base: string,
  configured: Delivery,
): Promise<Wanted[]> {
  const atBase = await branchesAt(repository, base)
  const checkedOut = await checkedOutBranch(dirs)
  const movedOn = checkedOut !== null && !atBase.includes(checkedOut) && (await contains(repository, checkedOut, base))
  const started = [
    ...atBase.filter((name) => name === checkedOut),
    ...atBase.filter((name) => name !== checkedOut),
    ...(movedOn ? [checkedOut] : []),
  ]
  const first = configured.kind === 'fast_forward' ? [configured] : []
  const others = started.filter((name) => name !== first[0]?.branch)
  return [...first, ...others.map((branch) => ({ branch, expectedCommit: base }))].slice(0, MAX_TARGETS)
}

async function checkedOutBranch({ checkoutDir, commonDir }: GitDirs): Promise<string | null> {
  const args = ['symbolic-ref', '--quiet', 'HEAD']
  const { exitCode, stdout } = await openGit(checkoutDir, commonDir).run(args, { answers: [0, 1] })
  const ref = stdout.toString('utf8').trim()
  return exitCode === 0 && ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null
}

/** Not, where a branch has no commit yet. */
async function contains(repository: GitRepository, branch: string, commit: string): Promise<boolean> {
  const at = await readRef(repository, `refs/heads/${branch}`)
  if (at === null) return false
  return (await repository.run(['merge-base', '--is-ancestor', commit, at], { answers: [0, 1] })).exitCode === 0
}

async function lookAt(repository: GitRepository, wanted: Wanted, run: DeliveryFacts['run']): Promise<Target> {
  const actual = await readRef(repository, `refs/heads/${wanted.branch}`)
  if (actual !== wanted.expectedCommit) return { ...wanted, actual, commits: null, obstacle: null }
  const obstacle = await forwardProblem(repository, wanted, run)
  const commits = obstacle === null ? await countCommits(repository, wanted.expectedCommit, run.head) : null
  return { ...wanted, actual, commits, obstacle }
}

async function countCommits(repository: GitRepository, from: string, to: string): Promise<number> {
  const { stdout } = await repository.run(['rev-list', '--count', `${from}..${to}`])
  return Number(stdout.toString('latin1').trim())
}
