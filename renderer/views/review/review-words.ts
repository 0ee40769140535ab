import type { Delivery } from '../../../shared/config.ts'
import type { GateRecord } from '../../../shared/domain.ts'
import { shortId } from '../../../shared/names.ts'
import { assertNever } from '../../../shared/result.ts'
import type { DeliveryOption } from '../../../shared/views.ts'
import type { GateKind } from '../../../shared/words.ts'
import { counted, shortCommit } from '../../words/numbers.ts'

/** The gates that are answered with the diff in sight. */
export const REVIEW_KINDS = ['final', 'task', 'scope'] as const satisfies GateKind[]
export type ReviewKind = (typeof REVIEW_KINDS)[number]

export const reviewKind = (kind: GateKind | undefined): ReviewKind =>
  REVIEW_KINDS.find((known) => known === kind) ?? 'final'

export function deliveryTitle(delivery: Delivery): string {
  switch (delivery.kind) {
    case 'branch':
      return 'Keep the branch'
    case 'fast_forward':
      return `Move ${delivery.branch}`
    case 'patch':
      return 'Write a patch'
    case 'pull_request':
      return `Pull request into ${delivery.base}`
    default:
      return assertNever(delivery)
  }
}

/** What the gold button says. */
export function approveText(kind: ReviewKind, delivery: Delivery | null): string {
  if (kind === 'task') return 'Accept the task'
  if (kind === 'scope') return 'Allow these paths'
  switch (delivery?.kind) {
    case undefined:
      return 'Approve'
    case 'branch':
      return 'Approve and keep the branch'
    case 'fast_forward':
      return `Approve and move ${delivery.branch}`
    case 'patch':
      return 'Approve and write the patch'
    case 'pull_request':
      return 'Approve and open a pull request'
    default:
      return assertNever(delivery)
  }
}

/** What rejecting does, for its button and the question before it. */
export const REJECTIONS: Readonly<Record<ReviewKind, { title: string; text: string; action: string }>> = {
  final: {
    title: 'Reject the result',
    text: 'The run is cancelled and cannot be resumed. Its branch stays as it is; no other branch moves.',
    action: 'Reject and cancel the run',
  },
  task: {
    title: 'Reject the task',
    text: 'The attempt is not accepted and the task is blocked. Strategy plans again while replans are left. The attempt’s checkpoint stays.',
    action: 'Reject and block the task',
  },
  scope: {
    title: 'Refuse these paths',
    text: 'The attempt has failed, and that counts. The task is tried again, or blocked if no attempt is left. The attempt’s checkpoint stays.',
    action: 'Refuse the paths',
  },
}

/** What requesting changes does. */
export const REQUEST_TEXT: Readonly<Record<ReviewKind, string>> = {
  final: 'Becomes work for strategy if you request changes',
  task: 'Becomes work for implementation if you request changes',
  scope: '',
}

/** What approving a task or paths does; of a result the delivery's own sentence tells it. */
export const APPROVE_EFFECT: Readonly<Record<'task' | 'scope', string>> = {
  task: 'The run’s branch moves to this commit and the next task starts. No other branch moves.',
  scope: 'Exactly these paths are added to what the task may change. Then the verification steps run. No branch moves.',
}

/** The one line above the buttons that names branch and ids. */
export function dockLine(
  kind: ReviewKind,
  delivery: Delivery | null,
  { branch, base, head }: { branch: string | null; base: string | null; head: string | null },
): { name: string; ids: string } {
  const own = branch ?? 'no branch'
  if (kind === 'scope' || head === null) return { name: own, ids: kind === 'scope' ? 'stays where it is' : '' }
  if (delivery?.kind === 'fast_forward') {
    return {
      name: delivery.branch,
      ids: `${shortCommit(delivery.expectedCommit)} → ${shortCommit(head)}, fast-forward`,
    }
  }
  // The run's own branch came to the result with the last task.
  if (kind === 'final') return { name: own, ids: `stays at ${shortCommit(head)}` }
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
  comments === 0 ? 'Request changes' : `Request changes · ${counted(comments, 'comment')}`
