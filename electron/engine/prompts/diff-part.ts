import { PROMPT_MAX_CHARS } from './caps.ts'
import { diffBlock } from './fence.ts'

/** Fences and the sentence before them. */
const AROUND_CHARS = 200

/** A diff and how much of it may be shown. */
export interface BoundedDiff {
  text: string
  max: number
}

/** Renders a prompt with as much of the diff as its other parts leave room for. */
export function withDiff(text: string, render: (diff: BoundedDiff) => string): string {
  const others = render({ text: '', max: 0 }).length
  return render({ text, max: PROMPT_MAX_CHARS - others - AROUND_CHARS })
}

export function diffPart(diff: BoundedDiff): string {
  if (diff.text.trim() === '') return '## Diff (`diff`)\n\nEmpty.'
  return `## Diff (\`diff\`)\n\nWhat is left out of it can be read in the files.\n\n${diffBlock(diff.text, diff.max)}`
}
