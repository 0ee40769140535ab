import { DEFAULT_LIMITS, limitsSchema, type RunConfig, SANDBOX_MODES } from '../../shared/config.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import { AGENT_ROLES, type AgentRole } from '../../shared/words.ts'
import { type AgentWish, type ByRole, noWish } from '../choose-agents.ts'
import type { DeliveryWish, TextSource, UsageError } from './commands.ts'
import type { RawArguments } from './parse-options.ts'
import { nearest } from './suggest.ts'

type Parsed<T> = Result<T, UsageError>

export function textSource(text: string): TextSource {
  if (text === '@-') return { from: 'stdin' }
  return text.startsWith('@') ? { from: 'file', path: text.slice(1) } : { from: 'text', text }
}

/** `--agent`, `--model`, `--mode` and `--effort`, each of all roles or of one. */
export function parseAgentWish(values: RawArguments['values']): Parsed<AgentWish> {
  const wish = noWish()
  for (const option of ['agent', 'model', 'mode', 'effort'] as const) {
    const parsed = parseByRole(option, values.get(option) ?? [])
    if (!parsed.ok) return parsed
    wish[option] = parsed.value
  }
  return ok(wish)
}

/** `<value>` for all roles, `<role>=<value>` for one. */
function parseByRole(option: string, given: readonly string[]): Parsed<ByRole> {
  const wish: ByRole = { all: null, roles: {} }
  for (const text of given) {
    const [, word, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
    if (word === undefined || value === undefined) {
      const problem = allRolesProblem(option, text, wish.all)
      if (problem) return err(problem)
      wish.all = text
      continue
    }
    const role: AgentRole | undefined = AGENT_ROLES.find((name) => name === word)
    if (role === undefined) {
      const near = nearest(word, AGENT_ROLES)
      const remedy = `${near ? `Did you mean ${near}? ` : ''}Roles: ${AGENT_ROLES.join(', ')}`
      return err({ message: `There is no role "${word}".`, remedy })
    }
    if (wish.roles[role] !== undefined)
      return err({ message: `--${option} names the ${role} ${option} twice.`, remedy: 'Name it once.' })
    wish.roles[role] = value
  }
  return ok(wish)
}

function allRolesProblem(option: string, text: string, earlier: string | null): UsageError | null {
  const value = option === 'agent' ? '<id>' : '<name>'
  if (text.includes('=')) {
    const remedy = `Write --${option} ${value} or --${option} <role>=${value}.`
    return { message: `--${option} ${text} is not understood.`, remedy }
  }
  if (earlier === null) return null
  return {
    message: `--${option} names two ${option}s for all roles: ${earlier} and ${text}.`,
    remedy: `Name roles: --${option} checker=${value}.`,
  }
}

export function parseDelivery(given: string | null): Parsed<DeliveryWish | null> {
  if (given === null) return ok(null)
  if (given === 'branch' || given === 'patch') return ok({ kind: given })
  const branch = given.startsWith('ff:') ? given.slice('ff:'.length) : ''
  if (branch !== '') return ok({ kind: 'ff', branch })
  return err({ message: `--deliver ${given} is not understood.`, remedy: 'Write branch, patch, or ff:<branch>.' })
}

export function parseSetup(given: readonly string[] | undefined): Parsed<string[] | null> {
  if (given === undefined) return ok(null)
  if (!given.includes('none')) return ok([...given])
  if (given.length === 1) return ok([])
  return err({ message: '--setup none contradicts the other --setup.', remedy: 'Leave one of them out.' })
}

export function parseSandbox(given: string | null): Parsed<RunConfig['sandbox'] | null> {
  const mode = SANDBOX_MODES.find((name) => name === given) ?? null
  if (mode !== null || given === null) return ok(mode)
  const near = nearest(given, SANDBOX_MODES)
  const remedy = `${near ? `Did you mean ${near}? ` : ''}Write ${SANDBOX_MODES.join(', ')}.`
  return err({ message: `--sandbox ${given} is not understood.`, remedy })
}

/** `name=n`, where `none` is no limit; only those that are named, each a limit's name with a value that it can have. */
export function parseLimits(given: readonly string[]): Parsed<Record<string, number | null>> {
  const names = Object.keys(DEFAULT_LIMITS)
  const wanted: Record<string, number | null> = {}
  for (const text of given) {
    const [, name = '', amount = ''] = /^([^=]*)=(.*)$/.exec(text) ?? []
    if (!names.includes(name)) {
      const near = nearest(name === '' ? text : name, names)
      const hint = near ? `Did you mean --limit ${near}=<n>? ` : ''
      return err({ message: `--limit ${text} is not understood.`, remedy: `${hint}Limits: ${names.join(', ')}` })
    }
    if (amount !== 'none' && !/^\d+(\.\d+)?$/.test(amount)) {
      const remedy = 'It takes a number in plain digits, or none where that has a meaning.'
      return err({ message: `--limit ${text} is not possible.`, remedy })
    }
    wanted[name] = amount === 'none' ? null : Number(amount)
  }
  const parsed = limitsSchema.safeParse({ ...DEFAULT_LIMITS, ...wanted })
  if (parsed.success) return ok(wanted)
  const [issue] = parsed.error.issues
  const name = String(issue?.path[0] ?? '')
  return err({
    message: `--limit ${given.find((text) => text.startsWith(`${name}=`)) ?? name} is not possible.`,
    remedy: `It takes a number (${issue?.message ?? 'invalid'}), or none where that has a meaning.`,
  })
}
