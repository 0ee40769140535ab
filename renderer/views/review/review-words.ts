import type { Delivery } from '../../../shared/config.ts'
import type { GateRecord } from '../../../shared/domain.ts'
import { shortId } from '../../../shared/names.ts'
import { assertNever } from '../../../shared/result.ts'
import type { DeliveryOption } from '../../../shared/views.ts'
import type { GateKind } from '../../../shared/words.ts'
import { counted } from '../../words/counted.ts'
import { shortCommit } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'

/** The gates that are answered with the diff in sight. */
export const REVIEW_KINDS = ['final', 'task', 'scope'] as const satisfies GateKind[]
export type ReviewKind = (typeof REVIEW_KINDS)[number]

export const reviewKind = (kind: GateKind | undefined): ReviewKind =>
  REVIEW_KINDS.find((known) => known === kind) ?? 'final'

export function deliveryTitle(delivery: Delivery): string {
  switch (delivery.kind) {
    case 'branch':
      return TEXT.keepBranch
    case 'fast_forward':
      return TEXT.move(delivery.branch)
    case 'patch':
      return TEXT.writePatch
    case 'pull_request':
      return TEXT.pullRequestInto(delivery.base)
    default:
      return assertNever(delivery)
  }
}

/** What the gold button says. */
export function approveText(kind: ReviewKind, delivery: Delivery | null): string {
  if (kind === 'task') return TEXT.acceptTask
  if (kind === 'scope') return TEXT.allowThesePaths
  switch (delivery?.kind) {
    case undefined:
      return TEXT.approve
    case 'branch':
      return TEXT.approveAndKeepBranch
    case 'fast_forward':
      return TEXT.approveAndMove(delivery.branch)
    case 'patch':
      return TEXT.approveAndWritePatch
    case 'pull_request':
      return TEXT.approveAndOpenPullRequest
    default:
      return assertNever(delivery)
  }
}

/** What rejecting does, for its button and the question before it. */
export const REJECTIONS: Readonly<Record<ReviewKind, { title: string; text: string; action: string }>> = {
  final: {
    title: TEXT.rejectResult,
    text: TEXT.runIsCancelledAndCannotBeResumed,
    action: COMMON.rejectAndCancelRun,
  },
  task: {
    title: TEXT.rejectTask,
    text: TEXT.attemptIsNotAcceptedAndTask,
    action: TEXT.rejectAndBlockTask,
  },
  scope: {
    title: TEXT.refuseThesePaths,
    text: TEXT.attemptHasFailedAndThatCounts,
    action: TEXT.refusePaths,
  },
}

/** What requesting changes does. */
export const REQUEST_TEXT: Readonly<Record<ReviewKind, string>> = {
  final: TEXT.becomesWorkForStrategyIfYouRequest,
  task: TEXT.becomesWorkForImplementationIfYouRequest,
  scope: '',
}

/** What approving a task or paths does; of a result the delivery's own sentence tells it. */
export const APPROVE_EFFECT: Readonly<Record<'task' | 'scope', string>> = {
  task: TEXT.runsBranchMovesToThisCommit,
  scope: TEXT.exactlyThesePathsAreAdded,
}

/** The one line above the buttons that names branch and ids. */
export function dockLine(
  kind: ReviewKind,
  delivery: Delivery | null,
  { branch, base, head }: { branch: string | null; base: string | null; head: string | null },
): { name: string; ids: string } {
  const own = branch ?? TEXT.noBranch
  if (kind === 'scope' || head === null) return { name: own, ids: kind === 'scope' ? TEXT.staysWhereItIs : '' }
  if (delivery?.kind === 'fast_forward') {
    return {
      name: delivery.branch,
      ids: `${shortCommit(delivery.expectedCommit)} → ${shortCommit(head)}, fast-forward`,
    }
  }
  // The run's own branch came to the result with the last task.
  if (kind === 'final') return { name: own, ids: TEXT.staysAt(shortCommit(head)) }
  return { name: own, ids: `${base === null ? '' : `${shortCommit(base)} → `}${shortCommit(head)}, fast-forward` }
}

/** The first that can be chosen; without one, the first: it says what is in the way. */
export function firstDelivery(options: readonly DeliveryOption[]): DeliveryOption | null {
  return options.find(({ problem }) => problem === null) ?? options[0] ?? null
}

/** The command line that approves a gate in a terminal, with the delivery that is chosen in the window. */
export function approveLine(
  { id, subjectHash }: Pick<GateRecord, 'id' | 'subjectHash'>,
  delivery: Delivery | null,
): string {
  const wish = delivery === null ? null : deliveryWish(delivery)
  return `triptych approve ${shortId(id)} --hash ${subjectHash}${wish === null ? '' : ` --deliver ${shellWord(wish)}`}`
}

/** As the terminal's `--deliver` takes it; null: it can only be the run's own choice, which needs no word. */
function deliveryWish(delivery: Delivery): string | null {
  if (delivery.kind === 'fast_forward') return `ff:${delivery.branch}`
  return delivery.kind === 'pull_request' ? null : delivery.kind
}

const shellWord = (text: string): string =>
  /^[\w:./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The same text for the same delivery. */
export const deliveryKey = (delivery: Delivery): string => JSON.stringify(delivery)

export const requestText = (comments: number): string =>
  comments === 0 ? COMMON.requestChanges : TEXT.requestChanges(counted(comments, 'comment'))
