import type { AgentRole } from '../../../shared/words.ts'
import { type Command, useCommands } from '../../keys/commands.tsx'
import { navigate, replaceRoute, runRoute } from '../../route.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import type { CitedPlace } from './citations.ts'
import type { Selection, TaskFacts } from './task-facts.ts'

/** What the keys of the run's panels act on. */
interface RunKeysProps {
  runId: string
  /** Whose message field the key leads to; null: the run takes no messages. */
  messageTo: AgentRole | null
  facts: readonly TaskFacts[]
  selection: Selection | null
  /** A question stands in the place of the checker. */
  hasDecision: boolean
  /** Of the attempt that is shown; null: none. */
  diffId: string | null
  failedLog: CitedPlace | null
  /** Brings a panel forward and focuses it, or what `inside` selects in it. */
  reveal(role: AgentRole, inside?: string): void
}

/** The panels by 1 to 3, the tasks by J, K and T, the attempt's diff and evidence by D and E where there are any. */
export function useRunKeys({
  runId,
  messageTo,
  facts,
  selection,
  hasDecision,
  diffId,
  failedLog,
  reveal,
}: RunKeysProps): void {
  const group = COMMON.run
  const step = (by: number) => (): void => {
    const at = facts.findIndex(({ task }) => task.id === selection?.facts.task.id)
    const next = facts[Math.max(0, Math.min(facts.length - 1, at + by))]
    if (next) replaceRoute(runRoute(runId, 'run', next.task.id))
  }
  const open = (label: string, keys: string, artifactId: string, line: number | null = null): Command => ({
    keys,
    label,
    group,
    hint: true,
    run: () => navigate(runRoute(runId, 'artifacts', artifactId, line)),
  })
  const message = (role: AgentRole): Command => ({
    keys: 'm',
    label: TEXT.message,
    group,
    hint: true,
    run: () => reveal(role, 'footer textarea'),
  })
  const taskCommands: Command[] = [
    { keys: 'j', label: COMMON.nextTask, group, hint: true, run: step(1) },
    { keys: 'k', label: COMMON.previousTask, group, run: step(-1) },
    { keys: 't', label: TEXT.tasks, group, hint: true, run: () => reveal('strategy', '[data-task][aria-current]') },
  ]
  useCommands([
    { keys: '1', label: TEXT.strategy, group, run: () => reveal('strategy') },
    { keys: '2', label: TEXT.implementation, group, run: () => reveal('implementation') },
    { keys: '3', label: hasDecision ? TEXT.decision : TEXT.checker, group, run: () => reveal('checker') },
    ...(messageTo === null ? [] : [message(messageTo)]),
    ...(facts.length === 0 ? [] : taskCommands),
    ...(diffId === null ? [] : [open(TEXT.diffOfAttempt, 'd', diffId)]),
    ...(failedLog === null ? [] : [open('evidence', 'e', failedLog.artifactId, failedLog.line)]),
  ])
}
