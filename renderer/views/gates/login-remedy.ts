/** A remedy as its sentence and the command line in it, which stands between backticks. */
export function remedyParts(remedy: string): { sentence: string; command: string | null } {
  const command = /`([^`]+)`/.exec(remedy)?.[1] ?? null
  return { sentence: remedy.replaceAll('`', ''), command }
}
