import { err, ok, type Result } from '../../shared/result.ts'
import { AGENT_ROLES, type ApprovalVerdict, POLICIES, type PolicyName } from '../../shared/words.ts'
import {
  COMMANDS,
  type Command,
  type CommandName,
  type CommandSpec,
  type DecideCommand,
  isCommandName,
  type RunCommand,
  type ServeCommand,
  type SteerCommand,
  type UsageError,
  type VerifyCommand,
} from './commands.ts'
import { parseOptions, type RawArguments } from './parse-options.ts'
import { parseSecret } from './parse-secret.ts'
import { parseAgentWish, parseDelivery, parseLimits, parseSandbox, parseSetup, textSource } from './run-arguments.ts'
import { nearest } from './suggest.ts'

type Parsed<T> = Result<T, UsageError>

/** Shortest beginning of an id that is accepted. */
export const MIN_PREFIX_LENGTH = 4

/** The words after `triptych`. Pure: looks nothing up. */
export function parseCommand(words: readonly string[]): Parsed<Command> {
  const [first, ...rest] = words
  if (first === undefined || first === '--help' || first === '-h') return ok({ name: 'help', topic: null })
  if (first === '--version' || first === '-v') return ok({ name: 'version' })
  if (first === 'help') return helpTopic(rest)
  if (!isCommandName(first)) return err(unknownCommand(first))
  // Whatever else is there: who asks for help gets it.
  if (rest.includes('--help') || rest.includes('-h')) return ok({ name: 'help', topic: first })
  const spec: CommandSpec = COMMANDS[first]
  const parsed = parseOptions(first, spec, rest)
  if (!parsed.ok) return parsed
  const operands = operandProblem(first, spec, parsed.value.operands)
  return operands ? err(operands) : commandOf(first, parsed.value)
}

function helpTopic([topic]: readonly string[]): Parsed<Command> {
  if (topic === undefined) return ok({ name: 'help', topic: null })
  return isCommandName(topic) ? ok({ name: 'help', topic }) : err(unknownCommand(topic))
}

function unknownCommand(word: string): UsageError {
  const near = nearest(word, Object.keys(COMMANDS))
  const what = word.startsWith('-') ? 'option' : 'command'
  return {
    message: `There is no ${what} "${word}".`,
    remedy: `${near ? `Did you mean: triptych ${near}? ` : ''}All commands: triptych help`,
  }
}

/** Where ids of a kind are printed. */
const LISTS: Readonly<Record<string, string>> = {
  '<run>': 'triptych runs',
  '<checkpoint>': 'triptych checkpoints <run>',
}

function operandProblem(name: CommandName, spec: CommandSpec, operands: readonly string[]): UsageError | null {
  if (name === 'secret') return null // Its third word could be a value, which nobody should repeat.
  const extra = operands[spec.operand?.split(' ').length ?? 0]
  if (extra !== undefined) {
    return {
      message: `${name} does not know what to do with "${extra}".`,
      remedy: `Texts with spaces go in quotes. See: triptych help ${name}`,
    }
  }
  if (spec.operand === null) return null
  const [operand] = operands
  if (spec.operand === '<backup>') {
    if (operand !== undefined) return null
    return { message: `${name} needs ${spec.operand}.`, remedy: 'Ids are in: triptych backups' }
  }
  if (spec.operand === '<folder>') {
    if (operand !== undefined) return null
    return { message: `${name} needs ${spec.operand}.`, remedy: 'Name the folder that triptych export made.' }
  }
  const list = LISTS[spec.operand.split(' ')[0] ?? ''] ?? 'triptych show <run>'
  if (operand === undefined) {
    return { message: `${name} needs ${spec.operand}, an id or its beginning.`, remedy: `Ids are in: ${list}` }
  }
  if (operand.length < MIN_PREFIX_LENGTH || !/^[0-9a-f-]+$/i.test(operand)) {
    return {
      message: `"${operand}" is no id: it takes at least ${MIN_PREFIX_LENGTH} of its characters (0-9, a-f, -).`,
      remedy: `Ids are in: ${list}`,
    }
  }
  return null
}

function commandOf(name: CommandName, raw: RawArguments): Parsed<Command> {
  const json = raw.values.has('json')
  const operand = raw.operands[0] ?? ''
  switch (name) {
    case 'run':
      return runCommand(raw)
    case 'resume':
    case 'show':
    case 'checkpoints':
      return ok({ name, run: operand, json })
    case 'return':
      return ok({ name, checkpoint: operand, agreed: raw.values.has('yes') })
    case 'remove':
    case 'put-back':
      return ok({ name, run: operand })
    case 'trash':
      return ok({ name, json })
    case 'fork':
      return ok({ name, checkpoint: operand })
    case 'export':
      return ok({ name, run: operand, to: only(raw, 'to'), html: only(raw, 'html'), json })
    case 'verify':
      return verifyCommand(operand, raw)
    case 'runs':
      return ok({ name, json })
    case 'acknowledge':
      return ok({ name })
    case 'backups':
      return ok({ name, json })
    case 'restore':
      return ok({ name, backup: operand, agreed: raw.values.has('yes') })
    case 'doctor':
      return ok({ name, try: raw.values.get('try')?.[0] ?? null, json })
    case 'serve':
      return serveCommand(raw)
    case 'steer':
      return steerCommand(raw)
    case 'secret':
      return parseSecret(raw)
    case 'shell':
      return ok({ name, run: operand, path: raw.values.has('path') })
    case 'pause':
    case 'cancel':
      return ok({ name: 'control', action: name, run: operand })
    case 'approve':
      return decideCommand('approved', operand, raw)
    case 'reject':
      return decideCommand('rejected', operand, raw)
    case 'request-changes':
      return decideCommand('changes_requested', operand, raw)
  }
}

const only = ({ values }: RawArguments, option: string): string | null => values.get(option)?.[0] ?? null

const SHA256 = /^sha256:[0-9a-f]{64}$/

function verifyCommand(folder: string, raw: RawArguments): Parsed<VerifyCommand> {
  const hash = only(raw, 'hash')
  if (hash !== null && !SHA256.test(hash)) {
    const remedy = 'triptych export printed it.'
    return err({ message: `"${hash}" is no hash: sha256: and 64 hexadecimal digits.`, remedy })
  }
  return ok({ name: 'verify', folder, html: only(raw, 'html'), hash, json: raw.values.has('json') })
}

function runCommand(raw: RawArguments): Parsed<RunCommand> {
  const one = (name: string): string | null => raw.values.get(name)?.[0] ?? null
  const many = (name: string): readonly string[] => raw.values.get(name) ?? []
  const repo = one('repo')
  if (repo === null) return missing('run', 'repo', 'the repository to work on, for example --repo .')
  const goal = one('goal')
  if (goal === null) return missing('run', 'goal', 'what is to be done, for example --goal "Fix the date test"')
  const policy = one('policy')
  const known = POLICIES.find((name) => name === policy) ?? null
  if (policy !== null && known === null) return unknownPolicy(policy)
  const agents = parseAgentWish(raw.values)
  if (!agents.ok) return agents
  const deliver = parseDelivery(one('deliver'))
  if (!deliver.ok) return deliver
  const setup = parseSetup(raw.values.get('setup'))
  if (!setup.ok) return setup
  const limits = parseLimits(many('limit'))
  if (!limits.ok) return limits
  const sandbox = parseSandbox(one('sandbox'))
  if (!sandbox.ok) return sandbox
  return ok({
    name: 'run',
    repo,
    goal: textSource(goal),
    attach: [...many('attach')],
    base: one('base'),
    agents: agents.value,
    policy: known,
    deliver: deliver.value,
    setup: setup.value,
    limits: limits.value,
    sandbox: sandbox.value,
    trustAgentFiles: raw.values.has('trust-agent-files'),
    json: raw.values.has('json'),
  })
}

function steerCommand({ values, operands: [run = '', word = ''] }: RawArguments): Parsed<SteerCommand> {
  const role = AGENT_ROLES.find((name) => name === word)
  if (role === undefined) {
    const message = word === '' ? 'steer needs a role after the run.' : `There is no role "${word}".`
    const near = nearest(word, AGENT_ROLES)
    return err({ message, remedy: `${near ? `Did you mean ${near}? ` : ''}Roles: ${AGENT_ROLES.join(', ')}` })
  }
  const message = values.get('message')?.[0] ?? ''
  if (message.trim() === '') return missing('steer', 'message', 'what the agent is to know')
  return ok({ name: 'steer', run, role, message: textSource(message), interrupt: values.has('interrupt') })
}

const MAX_PORT = 65_535

function serveCommand({ values }: RawArguments): Parsed<ServeCommand> {
  const given = values.get('port')?.[0] ?? '0'
  if (!/^\d{1,5}$/.test(given) || Number(given) > MAX_PORT) {
    return err({
      message: `--port ${given} is no port.`,
      remedy: `Write --port <n>, 1 to ${MAX_PORT}, or leave it out.`,
    })
  }
  return ok({ name: 'serve', port: Number(given), open: values.has('open') })
}

const missing = (command: string, option: string, what: string) =>
  err({ message: `${command} needs --${option}.`, remedy: `Say ${what}. See: triptych help ${command}` })

function unknownPolicy(given: string): Parsed<never> {
  const near: PolicyName | null =
    POLICIES.find((name) => name === nearest(given.replaceAll('-', '_'), POLICIES)) ?? null
  const hint = near ? `Did you mean ${near}? ` : ''
  return err({ message: `There is no policy "${given}".`, remedy: `${hint}Policies: ${POLICIES.join(', ')}` })
}

function decideCommand(verdict: ApprovalVerdict, gate: string, raw: RawArguments): Parsed<DecideCommand> {
  const one = (name: string): string | null => raw.values.get(name)?.[0] ?? null
  const hash = one('hash')
  if (hash === null) {
    return err({
      message: 'The answer needs --hash: the hash of what you reviewed.',
      remedy: 'triptych show <run> prints the whole line.',
    })
  }
  if (!SHA256.test(hash)) {
    return err({
      message: `"${hash}" is no hash: sha256: and 64 hexadecimal digits.`,
      remedy: 'triptych show <run> prints the whole line.',
    })
  }
  const message = one('message') ?? ''
  if (verdict === 'changes_requested' && message.trim() === '') {
    return err({
      message: 'request-changes needs --message: what should be different.',
      remedy: 'The agents work from it.',
    })
  }
  const deliver = parseDelivery(one('deliver'))
  if (!deliver.ok) return deliver
  const limit = one('limit')
  if (limit !== null && !/^[1-9]\d{0,11}$/.test(limit)) {
    return err({
      message: `--limit ${limit} is no whole number above 0.`,
      remedy: 'Write --limit <n>, for example --limit 120.',
    })
  }
  return ok({
    name: 'decide',
    verdict,
    gate,
    hash,
    message,
    deliver: deliver.value,
    limit: limit === null ? null : Number(limit),
    remember: raw.values.has('remember'),
  })
}
