import { rmSync, writeFileSync } from 'node:fs'
import { PROMPT_FILE } from '../../shared/settings/agent-settings.ts'
import type { TurnRequest } from '../engine/agents-port.ts'
import type { AgentSpec } from './catalog.ts'

/** The tool that prompts speak of does not reach a command. */
const ANSWER_FORM: Record<AgentSpec['output'], string> = {
  text: 'Here you do not have the tool: end your output with the fenced `json` block.',
  json: 'Here you do not have the tool: print the JSON object, as the last or only thing.',
}

/** Of an earlier output, so much is shown again, from its end. */
const SHOWN_CHARACTERS = 100_000

/** A command remembers nothing of earlier turns, so what a fresh session must know always comes first. */
export function firstPrompt({ brief, prompt }: Pick<TurnRequest, 'brief' | 'prompt'>, spec: AgentSpec): string {
  return [...(brief === null ? [] : [brief]), prompt, ANSWER_FORM[spec.output]].join('\n\n')
}

/** All that the first run was told, what it printed, and what is wrong with it. */
export function secondPrompt(first: string, printed: string, repairPrompt: string, spec: AgentSpec): string {
  const shown = printed.slice(-SHOWN_CHARACTERS)
  const longest = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  const earlier = `You were told all of the above before, and this is the end of what you printed:`
  return [first, earlier, `${fence}text\n${shown}\n${fence}`, repairPrompt, ANSWER_FORM[spec.output]].join('\n\n')
}

/** How a command is given its prompt. */
export interface GivenPrompt {
  args: string[]
  /** Written to standard input, which is then ended. */
  stdin: string
  /** Where the prompt is; null: on standard input. */
  file: string | null
  /** Removes the prompt's file. */
  remove(): void
}

/** Puts the prompt where the command takes it. `file` is new, readable by its owner only, and written only if it is needed. */
export function givePrompt(args: readonly string[], spec: AgentSpec, prompt: string, file: string): GivenPrompt {
  if (spec.prompt === 'stdin') return { args: [...args], stdin: prompt, file: null, remove: () => undefined }
  writeFileSync(file, prompt, { mode: 0o600, flag: 'wx' })
  return {
    args: args.map((arg) => arg.replaceAll(PROMPT_FILE, () => file)),
    stdin: '',
    file,
    remove: () => rmSync(file, { force: true }),
  }
}
