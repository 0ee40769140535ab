/** Enough for the failures of an ordinary test run to be in a prompt; the whole log is an artifact. */
const TAIL_LINES = 160
const TAIL_CHARS = 16_000

/** The unaltered end of a log: its last lines, 160 unless told, at most 16,000 characters. */
export function endOfText(text: string, maxLines: number = TAIL_LINES): string {
  const lines = text.split('\n')
  const kept = lines.slice(-(text.endsWith('\n') ? maxLines + 1 : maxLines)).join('\n')
  return kept.length > TAIL_CHARS ? kept.slice(-TAIL_CHARS) : kept
}
