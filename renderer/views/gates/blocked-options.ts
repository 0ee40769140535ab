import type { ApprovalVerdict } from '../../../shared/words.ts'
import type { BlockedCause, BlockedSubject } from './gate-subject.ts'

/** One way on, and what it does. */
export interface BlockedOption {
  verdict: ApprovalVerdict
  title: string
  effect: string
  /** On the button. */
  action: string
  /** Asked before it is done; null: it can be taken back or costs nothing. */
  confirm: string | null
}

const CANCEL: Omit<BlockedOption, 'verdict'> = {
  title: 'Cancel the run',
  effect: 'Nothing more is done. What is on its branch stays.',
  action: 'Cancel the run',
  confirm: 'The run ends as cancelled and cannot be resumed. What is on its branch stays.',
}
const ABANDON: Omit<BlockedOption, 'verdict'> = {
  title: 'Abandon the task',
  effect: 'The other tasks go on without it. Its checkpoints stay.',
  action: 'Abandon the task',
  confirm: 'The task is given up and the other tasks go on without it. Its checkpoints stay.',
}
const REPLAN: Omit<BlockedOption, 'verdict'> = {
  title: 'Give guidance and plan again',
  effect: 'Strategy reads your note and may change the open tasks. It does not count as a replan.',
  action: 'Plan again with this note',
  confirm: null,
}

type Options = Readonly<Record<ApprovalVerdict, Omit<BlockedOption, 'verdict'>>>
const OPTIONS: Readonly<Record<BlockedCause, Options>> = {
  setup: {
    approved: {
      title: 'Try the set-up again',
      effect: 'The set-up commands run once more, in the worktree. No agent is asked.',
      action: 'Try the set-up again',
      confirm: null,
    },
    changes_requested: {
      title: 'Go on without it',
      effect: 'Nothing is set up. Strategy reads your note. Steps that need the set-up will fail.',
      action: 'Go on without the set-up',
      confirm: null,
    },
    rejected: CANCEL,
  },
  planning: {
    approved: {
      title: 'Ask strategy again',
      effect: 'A new turn with the same goal.',
      action: 'Ask strategy again',
      confirm: null,
    },
    changes_requested: {
      title: 'Give a hint and ask again',
      effect: 'Strategy reads your note with the goal.',
      action: 'Ask again with this note',
      confirm: null,
    },
    rejected: CANCEL,
  },
  task: {
    approved: {
      title: 'Try the task again',
      effect: 'The count of attempts starts anew; nothing else changes. The same cause may stop it again.',
      action: 'Try the task again',
      confirm: null,
    },
    changes_requested: REPLAN,
    rejected: ABANDON,
  },
  check: {
    approved: {
      title: 'Ask the checker again',
      effect: 'The work stays as it is; only its judgement is asked for again.',
      action: 'Ask the checker again',
      confirm: null,
    },
    changes_requested: REPLAN,
    rejected: ABANDON,
  },
}

/** The ways on that the gate offers, cheapest first. */
export function blockedOptions(cause: BlockedCause, verdicts: readonly ApprovalVerdict[]): BlockedOption[] {
  const order: readonly ApprovalVerdict[] = ['approved', 'changes_requested', 'rejected']
  return order.flatMap((verdict) => (verdicts.includes(verdict) ? [{ verdict, ...OPTIONS[cause][verdict] }] : []))
}

/** One sentence: what stopped it, and that it came more than once. The detail stands elsewhere. */
export function blockedSentence(
  { cause, signatures, detail }: Pick<BlockedSubject, 'cause' | 'signatures' | 'detail'>,
  question: string,
): string {
  if (cause !== 'task' || signatures.length === 0) {
    const at = detail === null ? -1 : question.indexOf(`: ${detail}`)
    return at >= 0 ? `${question.slice(0, at).replace(/[.?!]$/, '')}.` : (question.split('\n', 1)[0] ?? question)
  }
  const same = signatures.filter((signature) => signature === signatures.at(-1)).length
  if (signatures.length === 1) return 'The attempt was not accepted, and no replan is left.'
  if (same === signatures.length) {
    return `${same === 2 ? 'Both' : `All ${same}`} attempts ended at the same cause, and no replan is left.`
  }
  return `${signatures.length} attempts were not accepted, and no replan is left.`
}
