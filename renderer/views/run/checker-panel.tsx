import type { ReactElement } from 'react'
import type { AttemptRow, AttemptView, RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import type { Asked } from '../../data/app-data.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { Panel, Section } from '../../ui/panel.tsx'
import { shortCommit } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { EvidenceList } from './evidence-list.tsx'
import { PanelHead } from './panel-head.tsx'
import { roleDock } from './role-dock.tsx'
import { roleLook } from './role-look.ts'
import { SentBack } from './sent-back.tsx'
import type { TaskFacts } from './task-facts.ts'
import { TurnList } from './turn-list.tsx'
import type { AgentNames } from './use-agent-names.ts'
import type { LiveLog } from './use-event-log.ts'
import { VerdictList } from './verdict-list.tsx'

/** What is proved: the application's evidence, the checker's verdict, and why an attempt was sent back. */
export function CheckerPanel({
  view,
  names,
  lit,
  facts,
  attempt,
  asked,
  system,
}: {
  view: RunView
  names: AgentNames
  lit: AgentRole | null
  facts: TaskFacts | null
  /** The attempt whose evidence is shown. */
  attempt: AttemptRow | null
  asked: Asked<AttemptView>
  system: LiveLog
}): ReactElement {
  const look = roleLook(view, 'checker')
  const agent = names.name.checker
  return (
    <Panel
      id="panel-checker"
      name={TEXT.checkerWith(look.word)}
      light={lit === 'checker' ? 'working' : 'none'}
      head={<PanelHead of="checker" agent={agent} look={look} />}
      dock={roleDock(view, 'checker', agent) ?? undefined}
    >
      {facts === null || attempt === null ? (
        <p className="px-4 py-3 text-12 text-ink-3">{TEXT.evidenceOfAttemptStandsHere}</p>
      ) : (
        <>
          <Section
            title={TEXT.evidenceOfAttempt(attempt.attemptNumber)}
            {...(view.row.imported ? {} : { aside: ranText(attempt) })}
          >
            {asked.error !== null && <Failure error={asked.error} retry={asked.reload} />}
            {view.row.imported ? (
              <p className="text-12 text-ink-2">{TEXT.earlierVersionWorkedOnThis}</p>
            ) : asked.value === null && !isAhead(attempt) ? (
              asked.error === null && <Loading what={TEXT.theEvidence} />
            ) : (
              <EvidenceList
                runId={view.runId}
                task={facts.task}
                attempt={attempt}
                steps={asked.value?.steps ?? []}
                system={system}
              />
            )}
          </Section>
          {asked.value !== null && !view.row.imported && (
            <>
              <VerdictList runId={view.runId} task={facts.task} view={asked.value} agent={agent} />
              <SentBack task={facts.task} view={asked.value} isLast={attempt.id === facts.attempts.at(-1)?.id} />
            </>
          )}
        </>
      )}
      <div className="mt-auto">
        <TurnList view={view} of="checker" agent={agent} />
        {!view.row.imported && (
          <p className="flex items-center gap-2 border-line border-t px-4 py-2.5 text-12 text-ink-3">
            <Icon name="lock" className="size-3.5" />
            {readOnlyText(names)}
          </p>
        )}
      </div>
    </Panel>
  )
}

const ranText = ({ candidateCommit }: AttemptRow): string =>
  candidateCommit === null ? COMMON.runByTriptych : TEXT.runByTriptych(shortCommit(candidateCommit))

/** Nothing can have been observed yet. */
const isAhead = ({ status, phase }: AttemptRow): boolean => status === 'running' && phase === 'implement'

function readOnlyText({ family }: AgentNames): string {
  const { checker, implementation } = family
  const readOnly = TEXT.readOnly
  if (checker === null || implementation === null) return readOnly
  return TEXT.sameOrAnotherFamily(readOnly, checker === implementation ? TEXT.sameFamilyAs : TEXT.anotherFamilyThan)
}
