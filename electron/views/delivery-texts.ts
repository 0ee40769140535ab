import type { Delivery } from '../../shared/config.ts'
import type { Refusal } from '../../shared/result.ts'
import { assertNever } from '../../shared/result.ts'
import type { DeliveryOption } from '../../shared/views.ts'

export interface DeliveryFacts {
  /** The branch of the run, the commit it started from, and the result. */
  run: { branch: string; base: string; head: string }
  /** What the run's configuration delivers to. */
  configured: Delivery
  /** From base to head. */
  commits: number
  /** Where the run's own branch is; null: nowhere yet. */
  ownBranch: string | null
  /** Branches that may be moved to the result, in the order they are offered. */
  targets: Target[]
}

export interface Target {
  branch: string
  /** Only from there it is moved. */
  expectedCommit: string
  /** Where it is; null: there is no such branch. */
  actual: string | null
  /** From there to the result; null where it cannot be moved. */
  commits: number | null
  /** What else stands in the way. */
  obstacle: Refusal | null
}

/** Pure. Everything that approving can do, the configured one first. */
export function deliveryOptions(facts: DeliveryFacts): DeliveryOption[] {
  const { run, commits, targets, configured } = facts
  const own = ownBranchProblem(facts)
  const option = (delivery: Delivery, effect: string, problem: string | null): DeliveryOption => ({
    delivery,
    effect,
    // The run's branch moves first, whatever follows.
    problem: own ?? problem,
  })
  const options = [
    option({ kind: 'branch' }, keepEffect(run, commits, facts.ownBranch === null), null),
    ...targets.map((target) => option(forward(target), forwardEffect(run, target), forwardProblemText(run, target))),
    option({ kind: 'patch' }, patchEffect(run, commits), null),
    ...(configured.kind === 'pull_request'
      ? [option(configured, pullRequestEffect(run, configured), NO_PULL_REQUEST)]
      : []),
  ]
  const isFirst = ({ delivery }: DeliveryOption): boolean => isSame(delivery, configured)
  return [...options.filter(isFirst), ...options.filter((other) => !isFirst(other))]
}

/** What is offered of a repository that cannot be read: nothing that can be chosen. */
export function unreadableOptions(run: DeliveryFacts['run'], configured: Delivery, refusal: Refusal): DeliveryOption[] {
  const problem = `${refusal.message} ${refusal.remedy}`
  const kept: DeliveryOption = { delivery: { kind: 'branch' }, effect: keepEffect(run, null), problem }
  if (configured.kind === 'branch') return [kept]
  return [{ delivery: configured, effect: configuredEffect(run, configured), problem }, kept]
}

function configuredEffect(run: DeliveryFacts['run'], configured: Exclude<Delivery, { kind: 'branch' }>): string {
  switch (configured.kind) {
    case 'fast_forward':
      return forwardEffect(run, { ...configured, actual: null, commits: null, obstacle: null })
    case 'patch':
      return patchEffect(run, null)
    case 'pull_request':
      return pullRequestEffect(run, configured)
    default:
      return assertNever(configured)
  }
}

const forward = ({ branch, expectedCommit }: Target): Delivery => ({ kind: 'fast_forward', branch, expectedCommit })

function isSame(one: Delivery, other: Delivery): boolean {
  if (one.kind !== 'fast_forward' || other.kind !== 'fast_forward') return one.kind === other.kind
  return one.branch === other.branch && one.expectedCommit === other.expectedCommit
}

const short = (commit: string): string => commit.slice(0, 7)
const counted = (commits: number | null): string =>
  commits === null ? '' : `, ${commits} ${commits === 1 ? 'commit' : 'commits'}`

function keepEffect({ branch, head }: DeliveryFacts['run'], commits: number | null, isNew = false): string {
  if (isNew) return `The branch ${branch} is made at ${short(head)}. No other branch moves. Nothing is pushed.`
  return `The result stays on ${branch} at ${short(head)}${counted(commits)}. No other branch moves. Nothing is pushed.`
}

function patchEffect({ branch, base, head }: DeliveryFacts['run'], commits: number | null): string {
  const range = `${short(base)} → ${short(head)}${counted(commits)}`
  return `A patch of ${range} is written among the artifacts, and ${branch} is kept. No other branch moves. Nothing is pushed.`
}

function forwardEffect({ head }: DeliveryFacts['run'], { branch, expectedCommit, actual, commits }: Target): string {
  if (actual === head) return `${branch} is at ${short(head)} already. Nothing is pushed.`
  return `${branch} moves ${short(expectedCommit)} → ${short(head)}${counted(commits)}, by fast-forward. No other branch moves. Nothing is pushed.`
}

const pullRequestEffect = (
  { branch }: DeliveryFacts['run'],
  { remote, base }: { remote: string; base: string },
): string => `A pull request from ${branch} into ${base} of ${remote}.`
const NO_PULL_REQUEST =
  'This version cannot open a pull request. Keep the branch, push it and open the pull request from it.'

function forwardProblemText(run: DeliveryFacts['run'], target: Target): string | null {
  const { branch, expectedCommit, actual, obstacle } = target
  if (actual === run.head) return null
  if (actual === null)
    return `There is no branch ${branch}. Keep the branch of the run, or make ${branch} and look again.`
  if (actual !== expectedCommit) {
    return `${branch} moved from ${short(expectedCommit)} to ${short(actual)} meanwhile, so it is not moved. Keep the branch and merge ${run.branch} yourself.`
  }
  return obstacle && `${obstacle.message} ${obstacle.remedy}`.replaceAll(/\b[0-9a-f]{40,64}\b/g, short)
}

/** The run's branch is moved by Triptych only, and by compare-and-set: anywhere else it stops the delivery. */
function ownBranchProblem({ run, ownBranch }: DeliveryFacts): string | null {
  const { branch, base, head } = run
  if (ownBranch === head || (ownBranch === null && head === base)) return null
  const where = ownBranch === null ? 'gone' : `at ${short(ownBranch)}`
  const way = ownBranch === null ? 'Put it back' : 'Keep what is on it under another name, then run'
  return `${branch} is ${where}, but the result is ${short(head)}. ${way}: git update-ref refs/heads/${branch} ${short(head)}`
}
