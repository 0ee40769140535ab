import { AGENT_ROLES, type AgentRole, TURN_KINDS, type TurnKind } from '../../../shared/words.ts'
import { quoted } from './fence.ts'

const PROMPT_KINDS = [...TURN_KINDS, 'brief', 'repair'] as const
export type PromptKind = TurnKind | 'brief' | 'repair'

export interface PromptHeading {
  role: AgentRole
  kind: PromptKind
  task: { title: string; attemptNumber: number } | null
}

/** The first line of every prompt: who is to do what. Transcripts are searched by it, and scripted models in tests go by it. */
export function promptHeading(heading: PromptHeading): string {
  const task =
    heading.task === null ? '' : ` · task ${quoted(heading.task.title)} · attempt ${heading.task.attemptNumber}`
  return `# Triptych · ${heading.role} · ${heading.kind}${task}`
}

const HEADING = /^# Triptych · (\w+) · (\w+)(?: · task ("(?:[^"\\]|\\.)*") · attempt (\d+))?$/

/**
 * The heading that holds for a message: the last one outside every fence, because a brief may come before the prompt.
 * Null if the message is none of our prompts.
 */
export function readHeading(message: string): PromptHeading | null {
  return linesOutsideFences(message).reduce<PromptHeading | null>((found, line) => parseHeading(line) ?? found, null)
}

function parseHeading(line: string): PromptHeading | null {
  const match = HEADING.exec(line)
  const role = AGENT_ROLES.find((word) => word === match?.[1])
  const kind = PROMPT_KINDS.find((word) => word === match?.[2])
  if (match === null || role === undefined || kind === undefined) return null
  const [, , , title, attempt] = match
  if (title === undefined) return { role, kind, task: null }
  return { role, kind, task: { title: String(JSON.parse(title)), attemptNumber: Number(attempt) } }
}

/** The prompt's own lines: everything that is no data. */
export function linesOutsideFences(message: string): string[] {
  let open: string | null = null
  return message.split('\n').filter((line) => {
    const ticks = /^(`{3,})/.exec(line)?.[1]
    if (open === null) {
      open = ticks ?? null
      return ticks === undefined
    }
    if (ticks === line && ticks.length >= open.length) open = null
    return false
  })
}

/** Heading and parts with an empty line between them. Parts that do not apply are null. */
export function promptDocument(heading: PromptHeading, parts: readonly (string | null)[]): string {
  return `${[promptHeading(heading), ...parts.filter((part) => part !== null)].join('\n\n')}\n`
}
