import type { ReactElement } from 'react'
import type { ArtifactRecord } from '../../../shared/domain.ts'
import type { AttemptRow } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { bytesText } from '../../words/numbers.ts'
import * as TEXT from '../../words/texts/artifact-details.ts'
import * as COMMON from '../../words/texts/common.ts'
import { durationText } from '../../words/times.ts'
import { attemptLook, stepLook } from '../../words/work-words.ts'
import { type CommandFacts, factsOf } from './facts.ts'
import { type OtherAttempt, otherAttempts } from './groups.ts'

/** The same evidence of the task's other attempts. Nothing where there are none. */
export function OthersSection({
  artifact,
  attempts,
  artifacts,
  factsOfLog,
}: {
  artifact: ArtifactRecord
  attempts: readonly AttemptRow[]
  artifacts: readonly ArtifactRecord[]
  factsOfLog(artifactId: string): CommandFacts | null
}): ReactElement | null {
  const others = otherAttempts(artifact, attempts, artifacts)
  if (others.length === 0) return null
  return (
    <Section title={artifact.kind === 'verification_log' ? TEXT.sameStepOtherAttempts : TEXT.sameOfOtherAttempts}>
      <ul className="flex flex-col gap-1">
        {others.map((other) => (
          <li key={other.attempt.id} className="flex min-h-6 items-center gap-2 text-12">
            <Other other={other} facts={other.artifact === null ? null : factsOfLog(other.artifact.id)} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Other({ other, facts }: { other: OtherAttempt; facts: CommandFacts | null }): ReactElement {
  const { attempt, artifact } = other
  const name = COMMON.attempt(attempt.attemptNumber)
  const bytes = artifact === null ? null : factsOf(artifact).bytes
  const aside = facts ? durationText(facts.durationMs) : bytes === null ? '' : bytesText(bytes)
  const missing = attempt.status === 'running' ? TEXT.notThereYet : TEXT.hasNone
  return (
    <>
      {artifact === null ? (
        <span className="text-ink-2">{name}</span>
      ) : (
        <a
          className="inline-flex min-h-6 items-center text-lapis hover:underline"
          href={hrefOf(runRoute(attempt.runId, 'artifacts', artifact.id))}
        >
          {name}
        </a>
      )}
      <Status look={facts ? stepLook(facts) : attemptLook(attempt)} />
      <span className="ml-auto text-ink-3 tabular-nums">{artifact === null ? missing : aside}</span>
    </>
  )
}
