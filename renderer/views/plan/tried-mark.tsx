import type { ReactElement } from 'react'
import { hrefOf, runRoute } from '../../route.ts'
import { Status } from '../../ui/status.tsx'
import * as TEXT from '../../words/texts/plan.ts'
import { type TriedSteps, triedStep } from './tried-steps.ts'

/** What a step does before any work; its log is one click away. */
export function TriedMark({ tried, command }: { tried: TriedSteps | null; command: string }): ReactElement | null {
  const step = triedStep(tried, command)
  if (tried === null || step === null) return null
  const { look, logArtifactId } = step
  if (logArtifactId === null) {
    return (
      <span className="inline-flex min-h-6 flex-none items-center" title={look.meaning}>
        <Status look={look} />
      </span>
    )
  }
  return (
    <a
      href={hrefOf(runRoute(tried.runId, 'artifacts', logArtifactId))}
      title={TEXT.openItsLogWith(look.meaning)}
      className="inline-flex min-h-6 flex-none items-center underline-offset-2 hover:underline"
    >
      <Status look={look} />
      <span className="sr-only">{TEXT.openItsLog}</span>
    </a>
  )
}
