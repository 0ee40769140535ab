import type { ReactElement } from 'react'
import { checkpointFacts } from '../../../shared/checkpoint-facts.ts'
import { checkpointName } from '../../../shared/checkpoint-words.ts'
import type { RunView } from '../../../shared/views.ts'
import { Icon } from '../../ui/icon.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { counted } from '../../words/counted.ts'
import { GATE_TITLES } from '../../words/gate-words.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { clockText, fullTime } from '../../words/times.ts'
import { taskLook } from '../../words/work-words.ts'
import { inertText } from './inert.ts'
import { type RunThen, runThen } from './run-then.ts'
import { spentText, turnTitle } from './turn-words.ts'

/** How the run stood at a moment of the timeline (milliseconds since 1970). */
export function RunThenSection({ view, at }: { view: RunView; at: number }): ReactElement {
  const then = runThen(view, at)
  const iso = new Date(at).toISOString()
  return (
    <Section title={TEXT.runAtThatMoment} aside={<span title={fullTime(iso)}>{clockText(iso)}</span>}>
      {then.isBeforeKnown && <p className="mb-1 text-12 text-ink-2">{TEXT.onlyNewestTurnsAreAtHandHere}</p>}
      <ul aria-label={TEXT.rolesThen}>
        {then.roles.map((each) => (
          <RoleThen key={each.role} view={view} {...each} />
        ))}
      </ul>
      <TasksThen tasks={then.tasks} />
      {then.asked.map(({ id, kind }) => (
        <p key={id} className="mt-1 flex items-center gap-2">
          <Icon name="gate" className="size-3.5 text-ink-3" />
          <span className="text-ink-2">{TEXT.asked}</span> {GATE_TITLES[kind]}
        </p>
      ))}
      <p className="mt-2 text-12 text-ink-2 tabular-nums">{sumText(then)}</p>
    </Section>
  )
}

function RoleThen({ view, role, turn, isWorking }: RunThen['roles'][number] & { view: RunView }): ReactElement {
  const title = turn === null ? '' : turnTitle(isWorking ? { ...turn, state: 'running' } : turn, view)
  return (
    <li className="flex min-h-6 min-w-0 items-center gap-2">
      <RoleMark role={role} />
      <span className="w-28 flex-none">{ROLE_NAMES[role]}</span>
      {isWorking ? (
        <Status look={{ icon: 'working', tone: 'working', word: title }} />
      ) : (
        <span className="min-w-0 truncate text-12 text-ink-3">{turn === null ? TEXT.notBegun : TEXT.had(title)}</span>
      )}
    </li>
  )
}

function TasksThen({ tasks }: Pick<RunThen, 'tasks'>): ReactElement {
  if (tasks.length === 0) return <p className="mt-1 text-12 text-ink-3">{TEXT.noTaskWasPlannedYet}</p>
  return (
    <ol aria-label={TEXT.tasksThen} className="mt-1">
      {tasks.map(({ task, number, status, attemptNumber }) => (
        <li key={task.id} className="flex min-h-6 min-w-0 items-center gap-2">
          <span className="w-4 flex-none text-right text-ink-3 tabular-nums">{number}</span>
          <Status look={taskLook(status)} iconOnly />
          <span className="min-w-0 truncate" dir="auto">
            {inertText(task.title)}
          </span>
          {status === 'in_progress' && attemptNumber !== null && (
            <span className="ml-auto flex-none text-12 text-ink-3">{TEXT.attempt(attemptNumber)}</span>
          )}
        </li>
      ))}
    </ol>
  )
}

function sumText({ spent, checkpoint }: RunThen): string {
  const used = spentText({ ms: null, tokens: spent.tokens, costMicros: spent.costMicros })
  const kept = checkpoint === null ? TEXT.noCheckpointYet : TEXT.newest(checkpointName(checkpointFacts(checkpoint)))
  return [counted(spent.turns, 'turn'), ...(used === '' ? [] : [used]), kept].join(' · ')
}
