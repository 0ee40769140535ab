import { COMMAND_INPUTS } from '../../shared/tool-input.ts'

/** No honest command is longer. What is cut could be taken for another command, so a longer one is none. */
const MAX_COMMAND_CHARACTERS = 32 * 1024

/**
 * The command line in the input of a tool call: a text as it is; a list, or a program and its `args`, quoted as a shell needs it.
 * Null if there is none, or none that can be told exactly.
 */
export function commandLineOf(input: Readonly<Record<string, unknown>>): string | null {
  const [key, another] = COMMAND_INPUTS.filter((name) => name in input)
  if (key === undefined || another !== undefined) return null
  const line = joined(input[key], input['args'])
  return line !== null && line.length <= MAX_COMMAND_CHARACTERS && line.trim() !== '' ? line : null
}

function joined(command: unknown, args: unknown): string | null {
  const rest = args === undefined || args === null ? [] : args
  if (!isWords(rest)) return null
  // Without arguments of its own a text is a command line already; with them it is the name of a program.
  if (typeof command === 'string') return rest.length === 0 ? command : [command, ...rest].map(quoted).join(' ')
  return isWords(command) && command.length > 0 ? [...command, ...rest].map(quoted).join(' ') : null
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((word) => typeof word === 'string')

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
