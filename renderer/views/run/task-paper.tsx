import type { ReactElement } from 'react'
import type { TaskRecord } from '../../../shared/domain.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { AgentText } from './agent-text.tsx'
import { Fold } from './fold.tsx'
import { inertText } from './inert.ts'

/** What a task promises: objective, criteria, verification, paths. `folded`: behind one line. */
export function TaskPaper({ task, folded = false }: { task: TaskRecord; folded?: boolean }): ReactElement {
  if (folded)
    return (
      <Fold icon="list" title={<span className="text-ink-2">{TEXT.theTask}</span>} note={inertText(task.objective)}>
        <Paper task={task} />
      </Fold>
    )
  return (
    <div className="max-w-[76ch] px-4 py-3">
      <Paper task={task} />
    </div>
  )
}

function Paper({ task }: { task: TaskRecord }): ReactElement {
  const { objective, acceptanceCriteria, verificationSteps, allowedPaths } = task
  return (
    <div className="flex flex-col gap-3 py-1">
      <p>
        <AgentText text={objective} />
      </p>
      <Lines title={COMMON.criteria} lines={acceptanceCriteria} none={TEXT.thereAreNoCriteria} />
      <Lines title={TEXT.triptychRuns} lines={verificationSteps} none={TEXT.nothing} code />
      <Lines title={TEXT.mayChange} lines={allowedPaths} none={TEXT.wholeRepository} code />
    </div>
  )
}

function Lines({
  title,
  lines,
  none,
  code = false,
}: {
  title: string
  lines: readonly string[]
  none: string
  code?: boolean
}): ReactElement {
  const keyed = lines.map((line, index) => ({ line, key: `${index} ${line}` }))
  return (
    <section>
      <h4 className="text-12 font-strong text-ink-2">{title}</h4>
      {lines.length === 0 && <p className="text-ink-2">{none}</p>}
      <ul>
        {keyed.map(({ line, key }) => (
          <li key={key} className="py-0.5 wrap-anywhere" dir="auto">
            {code ? <code>{inertText(line)}</code> : <AgentText text={line} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
