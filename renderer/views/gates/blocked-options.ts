import type { ApprovalVerdict } from '../../../shared/words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
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
  title: COMMON.cancelRun,
  effect: TEXT.nothingMoreIsDone,
  action: COMMON.cancelRun,
  confirm: TEXT.runEndsAsCancelledAndCannotBeResumed,
}
const ABANDON: Omit<BlockedOption, 'verdict'> = {
  title: TEXT.abandonTask,
  effect: TEXT.otherTasksGoOnWithoutIt,
  action: TEXT.abandonTask,
  confirm: TEXT.taskIsGivenUpAndOtherTasks,
}
const REPLAN: Omit<BlockedOption, 'verdict'> = {
  title: TEXT.giveGuidanceAndPlanAgain,
  effect: TEXT.strategyReadsYourNoteAndMayChange,
  action: TEXT.planAgainWithThisNote,
  confirm: null,
}

type Options = Readonly<Record<ApprovalVerdict, Omit<BlockedOption, 'verdict'>>>
const OPTIONS: Readonly<Record<BlockedCause, Options>> = {
  setup: {
    approved: {
      title: TEXT.trySetUpAgain,
      effect: TEXT.setUpCommandsRunOnceMoreInWorktree,
      action: TEXT.trySetUpAgain,
      confirm: null,
    },
    changes_requested: {
      title: TEXT.goOnWithoutIt,
      effect: TEXT.nothingIsSetUp,
      action: TEXT.goOnWithoutSetUp,
      confirm: null,
    },
    rejected: CANCEL,
  },
  planning: {
    approved: {
      title: TEXT.askStrategyAgain,
      effect: TEXT.newTurnWithSameGoal,
      action: TEXT.askStrategyAgain,
      confirm: null,
    },
    changes_requested: {
      title: TEXT.giveHintAndAskAgain,
      effect: TEXT.strategyReadsYourNoteWithGoal,
      action: TEXT.askAgainWithThisNote,
      confirm: null,
    },
    rejected: CANCEL,
  },
  task: {
    approved: {
      title: TEXT.tryTaskAgain,
      effect: TEXT.countOfAttemptsStartsAnew,
      action: TEXT.tryTaskAgain,
      confirm: null,
    },
    changes_requested: REPLAN,
    rejected: ABANDON,
  },
  check: {
    approved: {
      title: TEXT.askCheckerAgain,
      effect: TEXT.workStaysAsItIs,
      action: TEXT.askCheckerAgain,
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
  if (signatures.length === 1) return TEXT.attemptWasNotAcceptedAndNoReplan
  if (same === signatures.length) {
    return TEXT.attemptsEndedAtSameCause(same === 2 ? COMMON.both : TEXT.allOfThem(same))
  }
  return TEXT.attemptsWereNotAcceptedAndNoReplan(signatures.length)
}
