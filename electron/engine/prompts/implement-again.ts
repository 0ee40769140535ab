import type { StepEvidence } from '../../../shared/evidence.ts'
import type { AttemptDetail } from '../records.ts'
import { attemptListBlock } from './attempt-parts.ts'
import { CAPS } from './caps.ts'
import { evidenceBlock } from './evidence-parts.ts'
import { type ImplementPromptInput, implementDocument } from './implement.ts'

export interface ImplementAgainPromptInput extends ImplementPromptInput {
  /** Of this task, oldest first. */
  earlierAttempts: readonly AttemptDetail[]
  /** What the application observed of the last attempt; empty if it never got that far. */
  lastEvidence: readonly StepEvidence[]
  /** Whether the changes of the last attempt are still in the files. */
  filesKept: boolean
}

/** Every attempt but the first: the same task, and why it is not done yet. */
export function implementAgainPrompt(input: ImplementAgainPromptInput): string {
  return implementDocument(input, [
    `## What earlier attempts taught\n\n${attemptListBlock(input.earlierAttempts, () => '')}`,
    input.lastEvidence.length === 0
      ? null
      : `## What the application observed last time\n\n${evidenceBlock(input.lastEvidence, CAPS.evidence.again)}`,
    `## This attempt\n\n${startWords(input)} Deal with every reason above. If an approach failed, understand why before you try a variant of it: the same failure twice ends the task as blocked.`,
  ])
}

function startWords(input: ImplementAgainPromptInput): string {
  if (input.continuing) return 'The files are as the earlier turn of this attempt left them.'
  return input.filesKept
    ? 'The changes of the last attempt are still in the files: correct them.'
    : 'The files are back where the task began: the changes of earlier attempts are not in them.'
}
