import type { TaskDraft } from '../../../shared/domain.ts'
import { integerOf, listOf, recordOf, textOf, textsOf } from '../../../shared/unknown-value.ts'

/** What a gate is bound to, docs/contracts.md section 6. Each reader gives null for a subject it does not understand: it is drawn raw then. */

export interface PlanSubject {
  revision: number
  tasks: TaskDraft[]
  setup: { commands: string[]; copy: string[] }
}

export function planSubject(subject: unknown): PlanSubject | null {
  const record = recordOf(subject)
  const revision = integerOf(record?.['revision'])
  const tasks = listOf(record?.['tasks'], taskDraftOf)
  const setup = recordOf(record?.['setup'])
  const commands = textsOf(setup?.['commands'])
  const copy = textsOf(setup?.['copy'])
  if (revision === null || tasks === null || commands === null || copy === null) return null
  return { revision, tasks, setup: { commands, copy } }
}

function taskDraftOf(value: unknown): TaskDraft | null {
  const record = recordOf(value)
  const title = textOf(record?.['title'])
  const objective = textOf(record?.['objective'])
  const acceptanceCriteria = textsOf(record?.['acceptanceCriteria'])
  const verificationSteps = textsOf(record?.['verificationSteps'])
  const allowedPaths = textsOf(record?.['allowedPaths'])
  if (title === null || objective === null) return null
  if (acceptanceCriteria === null || verificationSteps === null || allowedPaths === null) return null
  return { title, objective, acceptanceCriteria, verificationSteps, allowedPaths }
}

export const scopeSubject = (subject: unknown): { outsidePaths: string[] } | null => {
  const outsidePaths = textsOf(recordOf(subject)?.['outsidePaths'])
  return outsidePaths === null ? null : { outsidePaths }
}

const BLOCKED_CAUSES = ['setup', 'planning', 'task', 'check'] as const
export type BlockedCause = (typeof BLOCKED_CAUSES)[number]

export interface BlockedSubject {
  cause: BlockedCause
  signatures: string[]
  /** What the agent, or the set-up command, ended with. */
  detail: string | null
  /** Of cause `setup`: the command and the hash of its log. */
  command: string | null
  log: string | null
}

export function blockedSubject(subject: unknown): BlockedSubject | null {
  const record = recordOf(subject)
  const cause = BLOCKED_CAUSES.find((known) => known === record?.['cause'])
  const signatures = textsOf(record?.['signatures'])
  if (record === null || cause === undefined || signatures === null) return null
  const own = { detail: textOf(record['detail']), command: textOf(record['command']), log: textOf(record['log']) }
  return { cause, signatures, ...own }
}

const BUDGETS = ['turns', 'tokens', 'costMicros', 'wallMinutes'] as const
export type BudgetName = (typeof BUDGETS)[number]

export interface BudgetSubject {
  name: BudgetName
  limit: number
  spent: number
}

export function budgetSubject(subject: unknown): BudgetSubject | null {
  const record = recordOf(subject)
  const name = BUDGETS.find((known) => known === record?.['name'])
  const limit = integerOf(record?.['limit'])
  const spent = integerOf(record?.['spent'])
  return name === undefined || limit === null || spent === null ? null : { name, limit, spent }
}

export interface LoginSubject {
  agent: string
  /** What to do, with a command line between backticks. */
  remedy: string
}

export function loginSubject(subject: unknown): LoginSubject | null {
  const record = recordOf(subject)
  const agent = textOf(record?.['agent'])
  const remedy = textOf(record?.['remedy'])
  return agent === null || remedy === null ? null : { agent, remedy }
}

export interface ServerSubject {
  name: string
  /** The command line, or the address. */
  commandLine: string
  tools: string[]
  /** It was trusted before, as something else. */
  changed: boolean
}

export function serverSubject(subject: unknown): ServerSubject | null {
  const record = recordOf(subject)
  const name = textOf(record?.['name'])
  const commandLine = textOf(record?.['commandLine'])
  const tools = textsOf(record?.['tools'])
  if (name === null || commandLine === null || tools === null) return null
  return { name, commandLine, tools, changed: record?.['changed'] === true }
}

/** What a `final` or `task` gate delivers or accepts: commits, and the hash of the evidence. */
export interface ResultSubject {
  base: string | null
  head: string | null
  tree: string | null
  objections: string[]
}

export function resultSubject(subject: unknown): ResultSubject | null {
  const record = recordOf(subject)
  if (record === null || textOf(record['evidenceHash']) === null) return null
  const head = textOf(record['head']) ?? textOf(record['commit'])
  const objections = textsOf(recordOf(record['review'])?.['objections']) ?? []
  return { base: textOf(record['base']), head, tree: textOf(record['tree']), objections }
}
