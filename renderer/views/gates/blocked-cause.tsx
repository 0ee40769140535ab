import type { ReactElement } from 'react'
import { recordOf } from '../../../shared/unknown-value.ts'
import type { RunView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Section } from '../../ui/panel.tsx'
import { logLines, plainLine } from '../../viewers/ansi.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import type { BlockedSubject } from './gate-subject.ts'
import { RawText } from './raw-json.tsx'

/** What the set-up printed, or what the agent ended with. */
export function BlockedCauseText({
  run,
  subject,
  question,
}: {
  run: RunView
  subject: BlockedSubject
  question: string
}): ReactElement | null {
  if (subject.cause === 'setup') {
    const log = run.artifacts.findLast(({ metadata }) => recordOf(metadata)?.['sha256'] === subject.log)
    // The question's lines after the first are the end of the log.
    const tail = logLines(question.split('\n').slice(1).join('\n')).map(plainLine).join('\n')
    return (
      <Section title={TEXT.setUpCommand}>
        {subject.command !== null && <RawText text={subject.command} label={COMMON.command} />}
        {tail !== '' && (
          <div className="mt-2">
            <RawText text={tail} label={TEXT.endOfItsLog} />
          </div>
        )}
        {log && (
          <a
            className="mt-1 inline-block text-12 text-lapis underline-offset-2 hover:underline"
            href={hrefOf(runRoute(run.runId, 'artifacts', log.id))}
          >
            {TEXT.wholeLog}
          </a>
        )}
      </Section>
    )
  }
  if (subject.detail === null) return null
  return (
    <Section title={TEXT.whatAgentEndedWith}>
      <RawText text={subject.detail} label={TEXT.whatAgentEndedWith} />
    </Section>
  )
}
