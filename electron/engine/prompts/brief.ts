import type { ApprovalRecord, RunSnapshot, TaskAttemptRecord, TaskRecord } from '../../../shared/domain.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { newest, withMark } from './bounded.ts'
import { CAPS } from './caps.ts'
import { item, itemBlock } from './fence.ts'
import { promptDocument } from './heading.ts'
import { DATA_RULE } from './rules.ts'
import { goalPart, taskListBlock, textListBlock } from './task-parts.ts'

export interface BriefInput {
  role: AgentRole
  snapshot: RunSnapshot
  /** What the person said to the role before, oldest first. */
  messages: readonly string[]
}

/** What a fresh session has to know of the run. It goes before the prompt of the turn and asks for nothing itself. */
export function briefPrompt({ role, snapshot, messages }: BriefInput): string {
  const turns = snapshot.agents[role]?.turns ?? 0
  return promptDocument({ role, kind: 'brief', task: null }, [
    `This is a fresh session. ${turns > 0 ? 'An earlier session of your role worked on this run and is gone; ' : ''}this is what the application has on record. What to do now follows after it.`,
    DATA_RULE,
    goalPart(snapshot.run.goal, CAPS.goal.brief),
    `## Tasks\n\n${taskListBlock(allTasks(snapshot), { listed: 40, chars: CAPS.tasks.chars / 2 }, 'plain')}`,
    attemptsPart(snapshot),
    decisionsPart(snapshot.approvals),
    messagesPart(messages),
  ])
}

/** Those that ended first; the open ones are complete and in plan order. */
const allTasks = (snapshot: RunSnapshot): TaskRecord[] => [
  ...snapshot.completedTasks,
  ...snapshot.blockedTasks,
  ...snapshot.inProgressTasks,
  ...snapshot.pendingTasks,
]

function attemptsPart(snapshot: RunSnapshot): string | null {
  if (snapshot.recentAttempts.length === 0) return null
  const titles = new Map(allTasks(snapshot).map((task) => [task.id, task.title]))
  const { kept, mark } = newest(snapshot.recentAttempts, CAPS.attempts.listed, 'attempt')
  const texts = kept.map((attempt) => item('- ', attemptLine(attempt, titles)))
  return `## Recent attempts\n\n${withMark(mark, itemBlock(texts, CAPS.attempts.chars / 2))}`
}

function attemptLine(attempt: TaskAttemptRecord, titles: ReadonlyMap<string, string>): string {
  const signature = attempt.blockerSignature === null ? '' : `, ${attempt.blockerSignature}`
  const name = titles.get(attempt.taskId) ?? 'an earlier task'
  return `attempt ${attempt.attemptNumber} of ${name}: ${attempt.status}${signature}\n${attempt.summary}`.trimEnd()
}

/** What people decided and said; a policy's own approvals tell an agent nothing. */
function decisionsPart(approvals: readonly ApprovalRecord[]): string | null {
  const human = approvals.filter((approval) => approval.source === 'human')
  if (human.length === 0) return null
  const { kept, mark } = newest(human, CAPS.decisions.listed, 'decision')
  const texts = kept.map((approval) =>
    item('- ', `${approval.verdict.replace('_', ' ')}${approval.rationale === '' ? '' : `: ${approval.rationale}`}`),
  )
  return `## The person's decisions\n\n${withMark(mark, itemBlock(texts, CAPS.decisions.chars))}`
}

function messagesPart(messages: readonly string[]): string | null {
  const block = textListBlock(messages, CAPS.messages, 'message')
  return block === null ? null : `## What the person said to your role before\n\n${block}`
}
