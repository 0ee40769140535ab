import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../shared/result.ts'
import type { CommandSpec, OptionSpec, UsageError } from './commands.ts'
import { nearest } from './suggest.ts'

/** Given options and operands, still as text. */
export interface RawArguments {
  /** By option name, in the order given; a flag is `['']`. */
  values: ReadonlyMap<string, readonly string[]>
  operands: readonly string[]
}

/** Reads the words after a command strictly: every option must be known, have its value, and be repeated only where that has a meaning. */
export function parseOptions(
  command: string,
  spec: CommandSpec,
  words: readonly string[],
): Result<RawArguments, UsageError> {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(spec.options).map(([name, option]) => [
        name,
        { type: option.value === null ? 'boolean' : 'string' },
      ]),
    ),
    allowPositionals: true,
    // Its own errors say less than ours, and `strict` would end at the first of them.
    strict: false,
    tokens: true,
  })
  const values = new Map<string, string[]>()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(spec.options, token.name) ? spec.options[token.name] : undefined
    const problem = option
      ? optionProblem(token, option, values.has(token.name))
      : unknownOption(command, token.rawName, Object.keys(spec.options))
    if (problem) return err(problem)
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ''])
  }
  return ok({ values, operands })
}

interface OptionToken {
  rawName: string
  value?: string | undefined
  inlineValue?: boolean | undefined
}

function optionProblem(token: OptionToken, option: OptionSpec, given: boolean): UsageError | null {
  const { rawName, value, inlineValue } = token
  if (option.value === null) {
    if (value !== undefined) return { message: `${rawName} takes no value.`, remedy: `Write ${rawName} alone.` }
    return null
  }
  if (value === undefined || value === '') {
    return { message: `${rawName} needs a value: ${option.value}.`, remedy: `Write ${rawName} ${option.value}.` }
  }
  if (!inlineValue && /^-./.test(value)) {
    return {
      message: `${rawName} is followed by ${value}, which looks like another option.`,
      remedy: `If that is its value, write ${rawName}=${value}.`,
    }
  }
  if (given && !option.repeated) {
    return { message: `${rawName} is given twice.`, remedy: 'Give it once.' }
  }
  return null
}

function unknownOption(command: string, rawName: string, known: readonly string[]): UsageError {
  const near = nearest(rawName.replace(/^-+/, ''), known)
  const hint = near ? `Did you mean --${near}? ` : ''
  return {
    message: `${command} has no option ${rawName}.`,
    remedy: `${hint}See: triptych help ${command}`,
  }
}
