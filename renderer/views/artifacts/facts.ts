import type { ArtifactRecord, EventRecord } from '../../../shared/domain.ts'
import type { StepEvidence } from '../../../shared/evidence.ts'
import { flagIn, numberIn, textIn } from '../run/payload.ts'

/** What was recorded with an artifact; null is not recorded, as with everything that was taken over from an earlier version. */
export interface ArtifactFacts {
  taskId: string | null
  attemptNumber: number | null
  turnId: string | null
  /** `v1`, `t1.v2`, `diff`, `report`, `review`. */
  label: string | null
  bytes: number | null
  /** `sha256:<hex>`. */
  sha256: string | null
  mime: string | null
}

export function factsOf({ metadata }: Pick<ArtifactRecord, 'metadata'>): ArtifactFacts {
  return {
    taskId: textIn(metadata, 'taskId'),
    attemptNumber: numberIn(metadata, 'attemptNumber'),
    turnId: textIn(metadata, 'turnId'),
    label: textIn(metadata, 'label'),
    bytes: numberIn(metadata, 'bytes'),
    sha256: textIn(metadata, 'sha256'),
    mime: textIn(metadata, 'mime'),
  }
}

/** What the application observed of the command that wrote a log. */
export type CommandFacts = Pick<StepEvidence, 'command' | 'exitCode' | 'timedOut' | 'durationMs'>

/** By the log's artifact, from the events that tell of its end (`verification_finished`, `setup_finished`). */
export function commandFacts(events: readonly EventRecord[]): ReadonlyMap<string, CommandFacts> {
  const known = new Map<string, CommandFacts>()
  for (const { payload } of events) {
    const artifactId = textIn(payload, 'artifactId')
    const command = textIn(payload, 'command')
    const durationMs = numberIn(payload, 'durationMs')
    if (artifactId === null || command === null || durationMs === null) continue
    known.set(artifactId, {
      command,
      exitCode: numberIn(payload, 'exitCode'),
      timedOut: flagIn(payload, 'timedOut'),
      durationMs,
    })
  }
  return known
}
