import { readLine } from './prompt.ts'
import type { Session } from './work-session.ts'

/** Only a person at a terminal is asked; everywhere else nobody agrees. What is then said is the command's. */
export async function agrees({ io, screen }: Pick<Session, 'io' | 'screen'>, question: string): Promise<boolean> {
  if (!io.isTerminal || screen.isJson) return false
  const typed = await readLine(io, `  ${question} [y/N] `, new AbortController().signal)
  return typed.kind === 'text' && /^y(es)?$/i.test(typed.text.trim())
}
